using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.EntityFrameworkCore.Vaults;
using OpenClaw.Tenancy.Vaults;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds a store of tenants' secrets in a database to a host's tenancy.</summary>
public static class TenancyVaultBuilderExtensions
{
    /// <summary>Keeps sealed secrets and wrapped data keys in a relational database: <see cref="ITenantVault"/> and <see cref="TenancyVaultTables"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database: <c>UseSqlite</c> or <c>UseNpgsql</c>. It may be one of its own.</param>
    /// <param name="vault">Says whether the tables are made at their first use. Default: they are not.</param>
    /// <returns>The builder.</returns>
    /// <remarks>They outlive the process, so the key that wraps the data keys must too. The last call counts.</remarks>
    public static TenancyBuilder AddSecretVault(
        this TenancyBuilder builder, Action<DbContextOptionsBuilder> configure, Action<EntityVaultOptions>? vault = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new EntityVaultOptions();
        vault?.Invoke(options);
        IServiceCollection services = builder.Services;
        var erasure = new SqliteErasure();
        services.AddPooledDbContextFactory<TenancyVaultContext>(o =>
        {
            configure(o);
            o.AddInterceptors(erasure);
        });
        services.Replace(ServiceDescriptor.Singleton(sp => new TenancyVaultTables(sp.GetRequiredService<IDbContextFactory<TenancyVaultContext>>(), options)));
        services.Replace(ServiceDescriptor.Singleton<ITenantVault>(static sp => new EntityTenantVault(
            sp.GetRequiredService<IDbContextFactory<TenancyVaultContext>>(), sp.GetRequiredService<TenancyVaultTables>())));
        return builder;
    }
}
