using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Stores;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds what several processes share to a host's tenancy.</summary>
public static class TenancyStoresBuilderExtensions
{
    /// <summary>Keeps the journal of the tenant directory, the replay memory, the last uses of API keys and the approvals in a relational database: <see cref="IDirectoryJournal"/>, <see cref="IReplayMemory"/>, <see cref="IApiKeyUses"/>, <see cref="IApprovalStore"/> and <see cref="TenancyTables"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database: <c>UseSqlite</c> or <c>UseNpgsql</c>.</param>
    /// <param name="stores">Says whether the tables are made at their first use. Default: they are not.</param>
    /// <returns>The builder.</returns>
    /// <remarks>The directory follows the journal once <c>AddSharedDirectory</c> is called. All its users must be trusted alike: it is the platform's.</remarks>
    public static TenancyBuilder AddTenancyStores(
        this TenancyBuilder builder, Action<DbContextOptionsBuilder> configure, Action<TenancyStoresOptions>? stores = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new TenancyStoresOptions();
        stores?.Invoke(options);
        IServiceCollection services = builder.Services;
        AddTables(services, configure, options);
        services.Replace(ServiceDescriptor.Singleton<IDirectoryJournal>(sp => new EntityDirectoryJournal(
            sp.GetRequiredService<IDbContextFactory<TenancyStoreContext>>(), sp.GetRequiredService<TenancyTables>(), options, sp.GetRequiredService<TimeProvider>())));
        services.Replace(ServiceDescriptor.Singleton<IReplayMemory>(static sp => new EntityReplayMemory(
            sp.GetRequiredService<IDbContextFactory<TenancyStoreContext>>(), sp.GetRequiredService<TenancyTables>(), sp.GetRequiredService<TimeProvider>())));
        services.Replace(ServiceDescriptor.Singleton<IApiKeyUses>(static sp => new EntityApiKeyUses(
            sp.GetRequiredService<IDbContextFactory<TenancyStoreContext>>(), sp.GetRequiredService<TenancyTables>())));
        return builder;
    }

    /// <summary>Keeps approvals alone in a relational database, for a host whose directory is kept elsewhere: <see cref="IApprovalStore"/> and <see cref="TenancyTables"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database: <c>UseSqlite</c> or <c>UseNpgsql</c>.</param>
    /// <param name="stores">Says whether the tables are made at their first use. Default: they are not.</param>
    /// <returns>The builder.</returns>
    /// <remarks>They outlive the process, so the host registers an <c>ITenancySigner</c> that does too.</remarks>
    public static TenancyBuilder AddApprovalStore(
        this TenancyBuilder builder, Action<DbContextOptionsBuilder> configure, Action<TenancyStoresOptions>? stores = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new TenancyStoresOptions();
        stores?.Invoke(options);
        AddTables(builder.Services, configure, options);
        return builder;
    }

    private static void AddTables(IServiceCollection services, Action<DbContextOptionsBuilder> configure, TenancyStoresOptions options)
    {
        services.AddPooledDbContextFactory<TenancyStoreContext>(configure);
        services.Replace(ServiceDescriptor.Singleton(sp => new TenancyTables(sp.GetRequiredService<IDbContextFactory<TenancyStoreContext>>(), options)));
        services.Replace(ServiceDescriptor.Singleton<IApprovalStore>(static sp => new EntityApprovalStore(
            sp.GetRequiredService<IDbContextFactory<TenancyStoreContext>>(), sp.GetRequiredService<TenancyTables>())));
    }
}
