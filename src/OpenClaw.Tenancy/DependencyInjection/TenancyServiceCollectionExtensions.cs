using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.Telemetry;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds tenancy to a host.</summary>
public static class TenancyServiceCollectionExtensions
{
    /// <summary>Adds the policy engine, the directory, the tenant context and an in-memory ledger. Calling it again only adds configuration.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets the options; the mode has no default.</param>
    /// <returns>A builder for issuers, tenants, evaluators and the ledger.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddTenancy(this IServiceCollection services, Action<TenancyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        OptionsBuilder<TenancyOptions> options = services.AddOptions<TenancyOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenancyOptions>, TenancyOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static sp => new TenancyTelemetry(sp.GetService<IMeterFactory>()));
        services.TryAddSingleton(new LedgerSource(static _ => new InMemoryAuditLedger()));
        services.TryAddSingleton(static _ => new AuditSubjects(key: null));
        services.TryAddSingleton(LedgerSource.Open);
        services.TryAddSingleton(MakeDirectory);
        services.TryAddSingleton<IDirectoryWriter>(static sp => new OwnDirectoryWriter(sp.GetRequiredService<TenantDirectory>()));
        services.TryAddSingleton(MakeRealm);
        services.TryAddSingleton(static sp => new ForeignAttempts(
            sp.GetRequiredService<IAuditLedger>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<IOptions<TenancyOptions>>().Value.ForeignAttemptWindow));
        services.TryAddSingleton(MakeEngine);
        services.TryAddSingleton(static sp => new CredentialVerifiers(sp.GetServices<ICredentialVerifier>(), Patience(sp), Logger(sp), Spans(sp)));
        services.TryAddScoped(static sp => new TenantContext(
            sp, sp.GetRequiredService<PolicyEngine>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<TenancyRealm>().HostClaim));
        services.TryAddSingleton(static sp => new TenantTags(
            sp.GetRequiredService<IOptions<TenancyOptions>>().Value.TenantTag,
            sp.GetRequiredService<AuditSubjects>(),
            Logger(sp),
            hasProviders: sp.GetServices<ILoggerProvider>().Any()));
        services.TryAddScoped<ITenantContextFactory, TenantContextFactory>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyHealthProbe, DirectoryProbe>(static sp => new DirectoryProbe(sp.GetRequiredService<TenantDirectory>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyHealthProbe, LedgerProbe>(static sp => new LedgerProbe(sp.GetRequiredService<IAuditLedger>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyPostureRule, LedgerPosture>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyPostureRule, CrossingPosture>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyPostureRule, BreakGlassPosture>());
        return new TenancyBuilder(services);
    }

    private static TenantDirectory MakeDirectory(IServiceProvider services)
    {
        TenancyOptions options = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        var directory = new TenantDirectory(services.GetRequiredService<TimeProvider>(), options.MaxSnapshotAge);
        if (options.Mode == TenancyMode.Disabled)
        {
            directory.AddFixed(TenantId.Default);
        }

        foreach (DirectoryFill fill in services.GetServices<DirectoryFill>())
        {
            fill.Apply(directory);
        }

        // What was never read has no age: that it was not is for the health check to say.
        services.GetRequiredService<TenancyTelemetry>().Observe(
            TenancyAge.DirectorySnapshot, () => directory.SnapshotAge is { } age && age != TimeSpan.MaxValue ? age : null);
        return directory;
    }

    private static TenancyRealm MakeRealm(IServiceProvider services)
    {
        TenancyOptions options = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        return new TenancyRealm(
            options.Mode,
            options.Lattice,
            services.GetRequiredService<TenantDirectory>(),
            services.GetRequiredService<TimeProvider>(),
            options.Mode == TenancyMode.Shared ? services.GetService<GrantSeal>() : null);
    }

    private static PolicyEngine MakeEngine(IServiceProvider services)
    {
        TenancyOptions options = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        TenancyRealm realm = services.GetRequiredService<TenancyRealm>();
        IAuditLedger ledger = services.GetRequiredService<IAuditLedger>();
        TenancyTelemetry telemetry = services.GetRequiredService<TenancyTelemetry>();
        Observe(telemetry, ledger);
        TenantId? home = options.Mode switch
        {
            TenancyMode.Pinned => TenantId.From(options.PinnedTenant!),
            TenancyMode.Disabled => TenantId.Default,
            _ => null,
        };
        CrossTenantAccess crossing = options.CrossTenantAccess ?? (ledger.IsDurable ? CrossTenantAccess.BreakGlass : CrossTenantAccess.Never);
        return new PolicyEngine(
            new EngineState(realm, home, crossing, Patience(services)),
            new EvaluatorPanel(
                services.GetServices<IAccessEvaluator>(), services.GetServices<IAsyncAccessEvaluator>(), realm.Time, options.EvaluatorTimeout, Logger(services), telemetry.Decisions),
            new DecisionAudit(ledger, new StrangerSampler(options.MaxStrangerRecordsPerSecond), services.GetRequiredService<ForeignAttempts>(), Spans(services)),
            options.RecordAllowed,
            telemetry.Decisions,
            Spans(services));
    }

    private static void Observe(TenancyTelemetry telemetry, IAuditLedger ledger)
    {
        if (ledger is IAuditLedgerStatus status)
        {
            telemetry.Observe(TenancyCount.LedgerWaiting, () => status.Status.Waiting);
            telemetry.Observe(TenancyCount.LedgerDropped, () => status.Status.Dropped);
            telemetry.Observe(TenancyAge.LedgerOldest, () => status.Status is { } now ? now.OldestAge ?? (now.Waiting == 0 ? TimeSpan.Zero : null) : null);
        }
    }

    private static ClaimSpans Spans(IServiceProvider services) =>
        new(services.GetRequiredService<TenancyTelemetry>().Spans, services.GetRequiredService<TenantTags>().Mark);

    private static Patience Patience(IServiceProvider services) => new(
        services.GetRequiredService<IOptions<TenancyOptions>>().Value.DependencyTimeout, services.GetRequiredService<TimeProvider>());

    private static ILogger Logger(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger("OpenClaw.Tenancy") ?? NullLogger.Instance;
}
