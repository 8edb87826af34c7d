using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.Telemetry;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds events to a host's tenancy.</summary>
public static class EventsTenancyBuilderExtensions
{
    /// <summary>Adds <see cref="EventGate"/>. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once.</remarks>
    public static TenancyBuilder AddEvents(this TenancyBuilder builder, Action<EventOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = builder.Services;
        OptionsBuilder<EventOptions> options = services.AddOptions<EventOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventOptions>, EventOptionsValidator>());
        services.TryAddSingleton(Make);
        return builder;
    }

    /// <summary>Carries events to the other processes of the host, and theirs to this one.</summary>
    /// <typeparam name="TRelay">The relay; registered as a singleton under its own type too.</typeparam>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="create">Makes it. It alone is handed the inlet, which is not to be had from dependency injection.</param>
    /// <returns>The builder.</returns>
    public static TenancyBuilder AddEventRelay<TRelay>(this TenancyBuilder builder, Func<IServiceProvider, EventInlet, TRelay> create)
        where TRelay : class, IEventRelay
    {
        ArgumentNullException.ThrowIfNull(create);
        builder.AddEvents().Services.AddSingleton(s => create(s, new EventInlet(s.GetRequiredService<EventGate>())));
        builder.Services.AddSingleton<IEventRelay>(static s => s.GetRequiredService<TRelay>());
        return builder;
    }

    private static EventGate Make(IServiceProvider services)
    {
        var gate = new EventGate(
            services.GetRequiredService<PolicyEngine>(),
            services.GetRequiredService<TenantDirectory>(),
            services.GetRequiredService<IOptions<EventOptions>>().Value,
            services.GetRequiredService<TimeProvider>(),
            services.GetServices<IEventRelay>);
        services.GetRequiredService<TenancyTelemetry>().Observe(TenancyCount.EventsDropped, () => gate.ReadCounts().Dropped);
        return gate;
    }
}
