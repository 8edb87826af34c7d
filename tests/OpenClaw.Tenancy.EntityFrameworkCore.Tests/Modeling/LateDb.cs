using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Modeling;

/// <summary>A context with a convention of its own, which EF Core runs behind those of the package.</summary>
public sealed class LateDb(DbContextOptions<LateDb> options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.Conventions.Add(static _ => new Late());

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.Entity<Entities.Run>().Ignore(r => r.Steps).Ignore(r => r.Detail).HasKey(r => new { r.Tenant, r.Id });

    private sealed class Late : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            IConventionEntityType run = modelBuilder.Metadata.FindEntityType(typeof(Entities.Run))!;
            run.Builder.HasIndex([nameof(Entities.Run.Title)])!.IsUnique(true);
            ((IMutableEntityType)run).SetQueryFilter(TenancyModel.FilterName, null);
        }
    }
}
