using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Ledger;
using OpenClaw.Tenancy.Signing;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds an audit ledger in a database to a host's tenancy.</summary>
public static class TenancyLedgerBuilderExtensions
{
    /// <summary>Keeps the audit ledger in a relational database, tamper-evident: <see cref="IAuditLedger"/>, <see cref="EntityAuditLedger"/> and <see cref="TenancyLedgerTables"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Configures the database: <c>UseSqlite</c> or <c>UseNpgsql</c>.</param>
    /// <param name="ledger">Says how the ledger is kept. Default: what <see cref="EntityLedgerOptions"/> says.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// It is signed by the registered <see cref="ITenancySigner"/>, which every process over the database needs. It is read once in whole
    /// when the host starts; one that is not what was written refuses the start (<see cref="TenancyConfigurationException"/>).
    /// </remarks>
    public static TenancyBuilder AddTenancyLedger(
        this TenancyBuilder builder, Action<DbContextOptionsBuilder> configure, Action<EntityLedgerOptions>? ledger = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        IServiceCollection services = builder.Services;
        OptionsBuilder<EntityLedgerOptions> options = services.AddOptions<EntityLedgerOptions>().ValidateOnStart();
        if (ledger is not null)
        {
            options.Configure(ledger);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EntityLedgerOptions>, EntityLedgerValidator>());
        services.AddPooledDbContextFactory<TenancyLedgerContext>((sp, o) =>
        {
            // Asked for now: while the services are disposed of, what still waits is written, and they answer no more.
            o.UseLoggerFactory(sp.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance);
            configure(o);
        });
        services.TryAddSingleton(static sp => new TenancyLedgerTables(
            sp.GetRequiredService<IDbContextFactory<TenancyLedgerContext>>(), sp.GetRequiredService<IOptions<EntityLedgerOptions>>().Value));
        services.TryAddSingleton(Open);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LedgerHost>());
        services.TryAddSingleton<LedgerInUse>();
        builder.UseLedger(static sp => sp.GetRequiredService<LedgerInUse>().Use(sp.GetRequiredService<EntityAuditLedger>()));
        services.AddSingleton<IAuditTrailStore>(static sp => sp.GetRequiredService<EntityAuditLedger>());
        return builder;
    }

    private static EntityAuditLedger Open(IServiceProvider services)
    {
        EntityLedgerOptions options = services.GetRequiredService<IOptions<EntityLedgerOptions>>().Value;
        ITenancySigner signer = services.GetService<ITenancySigner>() ?? throw new TenancyConfigurationException(
            ["AddTenancyLedger found no ITenancySigner, so nothing would show that the ledger was changed. Call AddSigningKeyFile(...), or register one as a singleton."]);
        IDbContextFactory<TenancyLedgerContext> contexts = services.GetRequiredService<IDbContextFactory<TenancyLedgerContext>>();
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        ILogger logger = services.GetService<ILogger<EntityAuditLedger>>() ?? NullLogger<EntityAuditLedger>.Instance;
        var keys = new LedgerKeys(signer, options.OtherKeys, time);
        var store = new LedgerStore(contexts, services.GetRequiredService<TenancyLedgerTables>(), keys, options, time);

        // The directory asks for the ledger when it is made, so the ledger asks for the directory when it needs it.
        var retention = new LedgerRetention(contexts, text => TrailTenants.Find(services.GetRequiredService<TenantDirectory>(), text), time, logger);
        var upkeep = new LedgerUpkeep(contexts, options.RetainFor, time, logger);
        return new EntityAuditLedger(store, new LedgerWriter(store, time, logger), new LedgerReading(contexts), keys, retention, upkeep, options, time);
    }
}
