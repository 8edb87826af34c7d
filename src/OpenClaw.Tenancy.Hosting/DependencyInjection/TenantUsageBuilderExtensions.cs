using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Hosting.Usage;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Telemetry;
using OpenClaw.Tenancy.Usage;
using OpenClaw.Tenancy;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds usage and limits to a host's tenancy.</summary>
public static class TenantUsageBuilderExtensions
{
    /// <summary>Adds <see cref="TenantUsage"/>, over the registered <see cref="IUsageStore"/> or one in memory. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Says which events are counted. Default: what <see cref="UsageOptions"/> says.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddTenantUsage(this TenancyBuilder builder, Action<UsageOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = Add<UsageOptions, UsageOptionsValidator>(builder, configure);
        services.TryAddSingleton<IUsageStore>(static sp => new InMemoryUsageStore(sp.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static sp => new TenantUsage(
            sp.GetRequiredService<IUsageStore>(), sp.GetRequiredService<IOptions<UsageOptions>>().Value, sp.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>Adds <see cref="TenantQuotas"/> over usage, and usage with it. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the quotas. Default: none.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddUsageQuotas(this TenancyBuilder builder, Action<UsageQuotaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = Add<UsageQuotaOptions, UsageQuotaOptionsValidator>(builder.AddTenantUsage(), configure);
        services.TryAddSingleton(static sp => new TenantQuotas(
            sp.GetRequiredService<IUsageStore>(),
            sp.GetRequiredService<IOptions<UsageQuotaOptions>>().Value,
            sp.GetRequiredService<IOptions<TenancyOptions>>().Value.DependencyTimeout,
            sp.GetRequiredService<IAuditLedger>(),
            sp.GetRequiredService<TimeProvider>(),
            sp.GetService<ILogger<TenantQuotas>>() ?? NullLogger<TenantQuotas>.Instance));
        services.TryAddSingleton<IUsageQuotas>(static sp => sp.GetRequiredService<TenantQuotas>());
        return builder;
    }

    /// <summary>Adds <see cref="TenantLimiter"/>, which <c>UseTenancy</c> asks before anything of a request is looked up. Calling it again only adds configuration.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the limits. Default: none.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts, all errors at once (<see cref="OptionsValidationException"/>).</remarks>
    public static TenancyBuilder AddTenantLimits(this TenancyBuilder builder, Action<TenantLimitOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        IServiceCollection services = Add<TenantLimitOptions, TenantLimitOptionsValidator>(builder, configure);
        services.TryAddSingleton(Make);
        services.TryAddSingleton<IRequestLimiter>(static sp => sp.GetRequiredService<TenantLimiter>());
        return builder;
    }

    private static IServiceCollection Add<TOptions, [System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicConstructors)] TValidator>(
        TenancyBuilder builder, Action<TOptions>? configure)
        where TOptions : class, new()
        where TValidator : class, IValidateOptions<TOptions>
    {
        OptionsBuilder<TOptions> options = builder.Services.AddOptions<TOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
        return builder.Services;
    }

    private static TenantLimiter Make(IServiceProvider services)
    {
        var limiter = new TenantLimiter(
            services.GetRequiredService<IOptions<TenantLimitOptions>>().Value, services.GetRequiredService<IAuditLedger>(), services.GetRequiredService<TimeProvider>());
        TenancyTelemetry telemetry = services.GetRequiredService<TenancyTelemetry>();
        telemetry.Observe(TenancyCount.LimitPartitions, () => limiter.Tenants + limiter.Users);
        telemetry.Observe(TenancyCount.LimitRefusals, () => limiter.Refusals);
        return limiter;
    }
}
