using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Tokens;
using OpenClaw.Tenancy.Tokens.Jwks;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130 // Reason: the end of the above.

/// <summary>Adds the keys of issuers elsewhere.</summary>
public static class JwksTenancyBuilderExtensions
{
    /// <summary>Reads the public keys of an issuer elsewhere from its JWK set (RFC 7517).</summary>
    /// <param name="builder">The host's tenancy.</param>
    /// <param name="issuer">The issuer, exactly as its tokens name it. The keys verify its tokens alone.</param>
    /// <param name="configure">Sets the address and how long keys count.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The issuer is empty.</exception>
    /// <remarks>
    /// The keys are a keyed singleton, <see cref="ITokenKeySource"/> under the issuer's name. They are read when the first token asks
    /// for one. Options are checked when the host starts, all errors at once.
    /// </remarks>
    public static TenancyBuilder AddJwks(this TenancyBuilder builder, string issuer, Action<JwksOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(issuer);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new JwksOptions();
        configure(options);
        builder.Services.AddSingleton(new JwksRegistration(issuer, options));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TenancyOptions>, JwksValidator>());
        builder.Services.AddKeyedSingleton<ITokenKeySource>(issuer, (services, _) => Make(services, issuer, options));
        builder.Services.AddSingleton<ITenancyHealthProbe>(services => new JwksProbe(services, issuer));
        return builder;
    }

    private static JwksKeySource Make(IServiceProvider services, string issuer, JwksOptions options)
    {
        // Checks the options also where no host is started.
        _ = services.GetRequiredService<IOptions<TenancyOptions>>().Value;
        return new JwksKeySource(issuer, options, new JwksReport(issuer, Logger(services)), services.GetRequiredService<TimeProvider>());
    }

    private static ILogger Logger(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger("OpenClaw.Tenancy.Tokens.Jwks") ?? (ILogger)NullLogger.Instance;
}
