using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Ingress.Cells;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.Http;
using OpenClaw.Tenancy.Ingress.Methods;
using OpenClaw.Tenancy.Ingress.Relay;
using OpenClaw.Tenancy.Ingress.SharedGateways;
using OpenClaw.Tenancy.Secrets;
using Yarp.ReverseProxy.Forwarder;

namespace OpenClaw.Tenancy.Ingress.DependencyInjection;

/// <summary>Registers what the ingress is made of.</summary>
internal static class IngressRegistration
{
    internal static void Add(IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IngressOptions>, IngressOptionsValidator>());
        services.AddHttpForwarder();
        services.TryAddSingleton(static s => new MethodCatalog(s.GetRequiredService<PolicyEngine>()));
        services.TryAddSingleton(static s => new CellRegistry(
            s.GetRequiredService<IOptions<IngressOptions>>().Value, s.GetRequiredService<TenantDirectory>(), s.GetRequiredService<TimeProvider>(), Logger(s)));
        services.TryAddSingleton(static s => new CellCredentials(
            s.GetRequiredService<IngressDoor>(), s.GetRequiredService<ITenantSecretReader>(), s.GetRequiredService<IServiceScopeFactory>()));
        services.TryAddSingleton(static s => new CellGuards(s.GetRequiredService<PolicyEngine>(), s.GetRequiredService<MethodCatalog>(), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IFrameGuards>(static s => new SharedGuards(s.GetRequiredService<IOptions<IngressOptions>>().Value));
        services.TryAddSingleton(static s => new RelayKit(
            s.GetRequiredService<MethodCatalog>(),
            s.GetRequiredService<PolicyEngine>(),
            s.GetRequiredService<TenantLimits>(),
            s.GetRequiredService<RefusalTrail>(),
            s.GetRequiredService<TimeProvider>(),
            Logger(s)));
        services.TryAddSingleton(static s => new GatewayRelay(
            s.GetRequiredService<CellRegistry>(),
            new GatewayConnector(s.GetRequiredService<CellCredentials>(), s.GetRequiredService<TimeProvider>()),
            s.GetRequiredService<CellGuards>(),
            s.GetRequiredService<IFrameGuards>(),
            s.GetRequiredService<TenantWebSockets>(),
            s.GetRequiredService<IOptions<LiveOptions>>().Value,
            s.GetRequiredService<IOptions<IngressOptions>>().Value,
            s.GetRequiredService<RelayKit>()));
        services.TryAddSingleton(static s => new GatewayForwarder(
            s.GetRequiredService<CellRegistry>(),
            s.GetRequiredService<CellCredentials>(),
            s.GetRequiredService<CellGuards>(),
            s.GetRequiredService<LiveConnections>(),
            s.GetRequiredService<IHttpForwarder>(),
            s.GetRequiredService<PolicyEngine>(),
            s.GetRequiredService<RefusalTrail>(),
            s.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ITenancyHealthProbe, CellsProbe>(static s => new CellsProbe(s.GetRequiredService<CellRegistry>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, IngressStart>(static s => new IngressStart(s.GetRequiredService<CellRegistry>())));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CellWatch>(static s => new CellWatch(s.GetRequiredService<CellRegistry>(), s.GetRequiredService<TimeProvider>())));
    }

    private static ILogger Logger(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger("OpenClaw.Tenancy.Ingress");
}
