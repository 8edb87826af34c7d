using System.Collections.Frozen;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Tokens;
using OpenClaw.Tenancy.Tokens.Identity;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130 // Reason: the end of the above.

/// <summary>Adds the identity providers whose tokens say who somebody is.</summary>
public static class IdentityProviderTenancyBuilderExtensions
{
    /// <summary>Adds an OpenID Connect provider to those that <see cref="IIdentityVerifier"/> believes. Call it once for each.</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="issuer">The provider, exactly as its tokens name it in <c>iss</c>.</param>
    /// <param name="configure">Sets for whom its tokens must be, and how they are signed.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The issuer is empty.</exception>
    /// <remarks>
    /// Its keys come from the <see cref="ITokenKeySource"/> that is registered under its name, which <c>AddJwks</c> does. Options are
    /// checked when the host starts, all errors at once. Who is verified has no access by that.
    /// </remarks>
    public static TenancyBuilder AddIdentityProvider(this TenancyBuilder builder, string issuer, Action<IdentityProviderOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(issuer);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new IdentityProviderOptions();
        configure(options);
        builder.Services.AddSingleton(new IdentityRegistration(issuer, options));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenancyOptions>, IdentityValidator>());
        builder.Services.TryAddSingleton<IIdentityVerifier>(MakeVerifier);
        return builder;
    }

    private static IdentityVerifier MakeVerifier(IServiceProvider services)
    {
        // Checks the options also where no host is started.
        TenancyOptions tenancy = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        return new IdentityVerifier(services.GetServices<IdentityRegistration>()
            .ToFrozenDictionary(static r => r.Issuer, r => MakeProvider(services, r, tenancy), StringComparer.Ordinal));
    }

    private static IdentityProvider MakeProvider(IServiceProvider services, IdentityRegistration registration, TenancyOptions tenancy)
    {
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        ILogger logger = services.GetService<ILoggerFactory>()?.CreateLogger("OpenClaw.Tenancy.Tokens.Identity") ?? (ILogger)NullLogger.Instance;
        var keys = new ProviderKeys(
            registration.Issuer, services.GetRequiredKeyedService<ITokenKeySource>(registration.Issuer), tenancy.DependencyTimeout, time, logger);
        return new IdentityProvider(registration.Issuer, registration.Options, keys, time);
    }
}
