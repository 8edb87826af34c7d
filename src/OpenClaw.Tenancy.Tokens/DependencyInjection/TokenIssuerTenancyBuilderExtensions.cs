using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Tokens;
using OpenClaw.Tenancy.Tokens.Jwks;
using OpenClaw.Tenancy.Tokens.Minting;
using OpenClaw.Tenancy.Tokens.Verification;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130 // Reason: the end of the above.

/// <summary>Adds the host's own tenant tokens.</summary>
public static class TokenIssuerTenancyBuilderExtensions
{
    /// <summary>Adds an issuer of tenant tokens: its verifier, and an <see cref="ITenantTokenIssuer"/> that mints with the active key of its ring.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="issuer">The issuer's name, the <c>iss</c> of its tokens.</param>
    /// <param name="configure">Sets the audience, the keys, and for whom the issuer may speak.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <remarks>
    /// Options are checked when the host starts, all errors at once. A token carries exactly <c>iss aud sub tenant_id scopes iat
    /// nbf exp jti</c> and, where this library minted it, <c>gen</c>. Tokens with <c>cnf</c> or <c>act</c> are refused: to read
    /// past them would make a bound token a bearer token.
    /// </remarks>
    public static TenancyBuilder AddTokenIssuer(this TenancyBuilder builder, string issuer, Action<TokenIssuerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        TokenIssuerOptions? options = null;
        bool second = builder.Services.Any(static s => s.ServiceType == typeof(ITenantTokenIssuer));
        builder.AddIssuer<ICredentialVerifier>(
            issuer,
            speaks => configure(options = new TokenIssuerOptions(speaks)),
            (services, door) => new TenantTokenVerifier(door, options!, services.GetRequiredService<TimeProvider>()),
            tenancy => Errors(options!, issuer, tenancy, second));
        builder.Services.TryAddSingleton<ITenantTokenIssuer>(services => new TenantTokenMint(
            issuer, options!, services.GetRequiredService<TenantDirectory>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<ITokenKeyPublication>(_ => new RingPublication(issuer, () => options!.Ring!.Keys));
        return builder;
    }

    private static IEnumerable<string> Errors(TokenIssuerOptions options, string issuer, TenancyOptions tenancy, bool second) => second
        ? [.. options.Errors(issuer, tenancy), $"Token issuer '{issuer}' is not the first that mints. A host mints for one issuer: call 'AddTokenIssuer' once."]
        : options.Errors(issuer, tenancy);
}
