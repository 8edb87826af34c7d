using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Usage;
using OpenClaw.Tenancy.Usage;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds a store of usage in a database to a host's tenancy.</summary>
public static class TenancyUsageBuilderExtensions
{
    /// <summary>Keeps usage in a relational database: <see cref="IUsageStore"/> and <see cref="TenancyUsageTables"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database: <c>UseSqlite</c> or <c>UseNpgsql</c>. It may be one of its own.</param>
    /// <param name="usage">Says whether the tables are made at their first use. Default: they are not.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Processes that share the database share the quotas. The last call counts.</remarks>
    public static TenancyBuilder AddUsageStore(this TenancyBuilder builder, Action<DbContextOptionsBuilder> configure, Action<EntityUsageOptions>? usage = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new EntityUsageOptions();
        usage?.Invoke(options);
        IServiceCollection services = builder.Services;
        services.AddPooledDbContextFactory<TenancyUsageContext>(configure);
        services.Replace(ServiceDescriptor.Singleton(sp => new TenancyUsageTables(sp.GetRequiredService<IDbContextFactory<TenancyUsageContext>>(), options)));
        services.Replace(ServiceDescriptor.Singleton<IUsageStore>(static sp => new EntityUsageStore(
            sp.GetRequiredService<IDbContextFactory<TenancyUsageContext>>(), sp.GetRequiredService<TenancyUsageTables>())));
        return builder;
    }
}
