using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Caching;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Adds caches that are divided by tenant to a host's tenancy.</summary>
public static class TenantCacheBuilderExtensions
{
    /// <summary>Adds <see cref="TenantCache"/> over the host's <see cref="IMemoryCache"/>, and <see cref="TenantDistributedCache"/> over its <see cref="IDistributedCache"/>.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="configure">Sets the bounds. Default: those of <see cref="TenantCacheOptions"/>.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The host registers the caches themselves, at least one of the two. Options are checked when the host starts, all errors at once
    /// (<see cref="OptionsValidationException"/>). Calling it again only adds configuration.
    /// </remarks>
    public static TenancyBuilder AddTenantCache(this TenancyBuilder builder, Action<TenantCacheOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        OptionsBuilder<TenantCacheOptions> options = builder.Services.AddOptions<TenantCacheOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenantCacheOptions>, TenantCacheOptionsValidator>());
        builder.Services.TryAddSingleton(static sp => new TenantCache(
            Require<IMemoryCache>(sp, "Call 'services.AddMemoryCache()', or use TenantDistributedCache."),
            sp.GetRequiredService<PolicyEngine>(), sp.GetRequiredService<TimeProvider>(), Options(sp), Refusals(sp, "memory")));
        builder.Services.TryAddSingleton(static sp => new TenantDistributedCache(
            Require<IDistributedCache>(sp, "Register one, such as that of a Redis client, or use TenantCache."),
            sp.GetRequiredService<PolicyEngine>(), sp.GetRequiredService<TimeProvider>(), Options(sp), Refusals(sp, "distributed")));
        return builder;
    }

    private static T Require<T>(IServiceProvider services, string fix)
        where T : class =>
        services.GetService<T>() ?? throw new TenancyConfigurationException([$"No {typeof(T).Name} is registered, so this tenant cache has nothing to keep entries in. {fix}"]);

    private static TenantCacheOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<TenantCacheOptions>>().Value;

    private static CacheRefusals Refusals(IServiceProvider services, string cache) =>
        new(services.GetService<ILogger<CacheRefusals>>() ?? NullLogger<CacheRefusals>.Instance, cache);
}
