using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.AspNetCore.Credentials;
using OpenClaw.Tenancy.AspNetCore.Live.Hubs;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.AspNetCore.Selectors;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Telemetry;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds connections that are held open for tenants.</summary>
public static class LiveTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="LiveConnections"/>, <see cref="LiveHandshake"/>, <see cref="TenantWebSockets"/>, event streams and a filter before every SignalR hub. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once.</remarks>
    public static TenancyBuilder AddLiveConnections(this TenancyBuilder builder, Action<LiveOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.AddAspNetCore().AddEvents().Services;
        OptionsBuilder<LiveOptions> options = services.AddOptions<LiveOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LiveOptions>, LiveOptionsValidator>());
        services.TryAddSingleton(Make);
        services.TryAddSingleton(static s => new FrameSelectors(Options(s), s.GetRequiredService<PolicyEngine>().Mode));
        services.TryAddSingleton(static s => new TenantWebSockets(s.GetRequiredService<FrameSelectors>(), Options(s), s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static s => new LiveHandshake(
            s.GetRequiredService<CredentialReader>(),
            s.GetRequiredService<CredentialVerifiers>(),
            s.GetRequiredService<SelectorReader>(),
            s.GetRequiredService<FrameSelectors>(),
            s.GetRequiredService<LiveConnections>(),
            s.GetRequiredService<PolicyEngine>(),
            Options(s),
            s.GetRequiredService<TimeProvider>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LiveWatch>());
        if (!services.Any(static s => s.ServiceType == typeof(TenantHubFilter)))
        {
            services.AddSingleton(static s => new TenantHubFilter(s.GetRequiredService<LiveConnections>(), s.GetRequiredService<FrameSelectors>(), s.GetRequiredService<TimeProvider>()));
            services.AddOptions<HubOptions>().Configure<TenantHubFilter>(static (hubs, filter) => hubs.AddFilter(filter));
        }

        return builder;
    }

    private static LiveConnections Make(IServiceProvider services)
    {
        var connections = new LiveConnections(
            services.GetRequiredService<PolicyEngine>(), services.GetRequiredService<RefusalTrail>(), services.GetRequiredService<IServiceScopeFactory>(), Options(services));
        services.GetRequiredService<TenancyTelemetry>().Observe(TenancyCount.LiveConnections, () => connections.Count);
        return connections;
    }

    private static LiveOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<LiveOptions>>().Value;
}
