using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.DependencyInjection;

/// <summary>Registers what reader and writer have in common.</summary>
internal static class SecretRegistration
{
    internal static void AddShared(IServiceCollection services, Action<SecretOptions>? configure)
    {
        OptionsBuilder<SecretOptions> options = services.AddOptions<SecretOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecretOptions>, SecretOptionsValidator>());
        services.TryAddSingleton<ITenantVault>(static _ => new InMemoryVault());
        services.TryAddSingleton(static s => new SecretClock(s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static s => new SecretActions(s.GetRequiredService<PolicyEngine>(), Options(s)));
        services.TryAddSingleton(static s => new VaultPatience(
            s.GetRequiredService<IOptions<TenancyOptions>>().Value.DependencyTimeout, s.GetRequiredService<TimeProvider>(), Logger(s)));
        services.TryAddSingleton(static s => new DataKeyCache(
            Options(s).MaxDataKeysInMemory, Options(s).DataKeyLifetimeInMemory, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static s =>
        {
            _ = Options(s);
            return new TenantKeys(
                s.GetRequiredService<ITenantKeyWrapper>(), s.GetRequiredService<DataKeyCache>(), s.GetRequiredService<VaultPatience>(), s.GetRequiredService<TimeProvider>());
        });
        services.TryAddSingleton(static s => new SecretVault(s.GetRequiredService<ITenantVault>(), s.GetRequiredService<VaultPatience>()));
        services.TryAddSingleton(static s => new SecretCall(s.GetRequiredService<PolicyEngine>(), Logger(s)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SecretStart>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyPostureRule, WrappingPosture>(static s => new WrappingPosture(s)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenantHoldings, SecretHoldings>());
    }

    internal static ITenantSecretReader MakeReader(IServiceProvider services) => new TenantSecretReader(
        services.GetRequiredService<SecretCall>(),
        services.GetRequiredService<SecretActions>(),
        services.GetRequiredService<SecretVault>(),
        services.GetRequiredService<TenantKeys>(),
        services.GetRequiredService<SecretClock>(),
        Options(services));

    internal static ITenantSecretWriter MakeWriter(IServiceProvider services)
    {
        SecretVault vault = services.GetRequiredService<SecretVault>();
        TenantKeys keys = services.GetRequiredService<TenantKeys>();
        SecretClock clock = services.GetRequiredService<SecretClock>();
        return new TenantSecretWriter(
            services.GetRequiredService<SecretCall>(),
            services.GetRequiredService<SecretActions>(),
            vault,
            new SecretChanges(vault, keys, new SealingKeys(vault, keys), clock, Options(services)),
            MakeRotation(services),
            keys,
            clock,
            Options(services));
    }

    internal static SecretKeyRewrap MakeRewrap(IServiceProvider services) => new(
        services.GetRequiredService<TenantDirectory>(),
        MakeRotation(services),
        services.GetRequiredService<IAuditLedger>(),
        services.GetRequiredService<IOptions<TenancyOptions>>().Value.DependencyTimeout,
        services.GetRequiredService<TimeProvider>());

    internal static void AddKey(IServiceCollection services, KeySource source)
    {
        services.AddSingleton(source);
        services.TryAddSingleton<ITenantKeyWrapper>(static s => KeySource.Open([.. s.GetServices<KeySource>()]));
    }

    private static DataKeyRotation MakeRotation(IServiceProvider services) => new(
        services.GetRequiredService<SecretVault>(), services.GetRequiredService<TenantKeys>(), services.GetRequiredService<SecretClock>(), Options(services));

    private static SecretOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<SecretOptions>>().Value;

    private static ILogger Logger(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger("OpenClaw.Tenancy.Secrets") ?? NullLogger.Instance;
}
