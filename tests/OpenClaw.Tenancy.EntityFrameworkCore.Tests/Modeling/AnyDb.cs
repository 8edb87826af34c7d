using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling;

/// <summary>A context whose model is a test's own.</summary>
public sealed class AnyDb(DbContextOptions options, Action<ModelBuilder> model) : DbContext(options)
{
    public Action<ModelBuilder> ModelOf => model;

    public static AnyDb With(Action<ModelBuilder> model, Action<TenancyModelOptions>? tenancy = null, Action<DbContextOptionsBuilder>? options = null)
    {
        var builder = new DbContextOptionsBuilder<AnyDb>();
        builder.UseSqlite("Data Source=:memory:").ReplaceService<IModelCacheKeyFactory, AnyModelKey>().EnableServiceProviderCaching(false);
        builder.UseTenancy(tenancy);
        options?.Invoke(builder);
        return new AnyDb(builder.Options, model);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => model(modelBuilder);
}
