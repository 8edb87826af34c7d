using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Tokens;
using OpenClaw.Tenancy.Tokens.Jwks;
using OpenClaw.Tenancy.Tokens.Minting;
using OpenClaw.Tenancy.Tokens.Verification;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130 // Reason: the end of the above.

/// <summary>Adds tenant tokens: the host's own, and those that are minted elsewhere.</summary>
public static class TokenIssuerTenancyBuilderExtensions
{
    /// <summary>Adds an issuer of tenant tokens: its verifier, and an <see cref="ITenantTokenIssuer"/> that mints with the active key of its ring. A host may have several.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="issuer">The issuer's name, the <c>iss</c> of its tokens.</param>
    /// <param name="configure">Sets the audience, the keys, and for whom the issuer may speak.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <remarks>
    /// Options are checked when the host starts, all errors at once. The mint and the <see cref="TokenKeyRingSource"/> are keyed
    /// services under the issuer's name; the first issuer's mint is also the one without a key. A token carries exactly
    /// <c>iss aud sub tenant_id scopes iat nbf exp jti</c> and, where it applies, <c>gen</c>, <c>cnf</c> and <c>act</c>.
    /// </remarks>
    public static TenancyBuilder AddTokenIssuer(this TenancyBuilder builder, string issuer, Action<TokenIssuerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(issuer);
        ArgumentNullException.ThrowIfNull(configure);
        TokenIssuerOptions? options = null;
        builder.AddIssuer<ICredentialVerifier>(
            issuer,
            speaks => configure(options = new TokenIssuerOptions(speaks)),
            (services, door) => MakeVerifier(services, door, options!, services.GetRequiredKeyedService<TokenKeyRingSource>(issuer), allowSymmetric: true),
            tenancy => options!.Errors(issuer, tenancy));
        AddShared(builder.Services);
        builder.Services.AddKeyedSingleton(issuer, (services, _) => new TokenKeyRingSource(issuer, options!, services.GetRequiredService<TimeProvider>(), Logger(services)));
        builder.Services.AddKeyedSingleton<ITenantTokenIssuer>(issuer, (services, _) => new TenantTokenMint(
            issuer,
            options!,
            services.GetRequiredKeyedService<TokenKeyRingSource>(issuer),
            services.GetRequiredService<TenantDirectory>(),
            services.GetRequiredService<TimeProvider>()));
        builder.Services.TryAddSingleton(services => services.GetRequiredKeyedService<ITenantTokenIssuer>(issuer));
        builder.Services.AddSingleton<ITokenKeyPublication>(services => new RingPublication(
            issuer, services.GetRequiredKeyedService<TokenKeyRingSource>(issuer), services.GetRequiredService<TimeProvider>()));
        return builder;
    }

    /// <summary>Accepts the tenant tokens of an issuer that mints elsewhere: a control plane, another process.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="issuer">The issuer's name, the <c>iss</c> of its tokens.</param>
    /// <param name="configure">Sets the audience, where the keys come from, and for whom the issuer may speak.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <remarks>Options are checked when the host starts, all errors at once. A symmetric key verifies nothing here: who holds it could mint.</remarks>
    public static TenancyBuilder AddTokenVerifier(this TenancyBuilder builder, string issuer, Action<TokenVerifierOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(issuer);
        ArgumentNullException.ThrowIfNull(configure);
        TokenVerifierOptions? options = null;
        builder.AddIssuer<ICredentialVerifier>(
            issuer,
            speaks => configure(options = new TokenVerifierOptions(speaks)),
            (services, door) => MakeVerifier(services, door, options!, options!.Keys!(services), allowSymmetric: false),
            tenancy => options!.Errors(issuer, tenancy));
        AddShared(builder.Services);
        return builder;
    }

    private static TenantTokenVerifier MakeVerifier(
        IServiceProvider services, TenantIssuer door, TokenOptions options, ITokenKeySource keys, bool allowSymmetric) => new(
        door,
        options,
        keys,
        allowSymmetric,
        options.Use == TokenUse.Reusable ? null : services.GetRequiredService<IReplayMemory>(),
        services.GetRequiredService<TimeProvider>());

    // A host that is several processes registers a memory that they share.
    private static void AddShared(IServiceCollection services)
    {
        services.TryAddSingleton<IReplayMemory>(static sp => new InMemoryReplayMemory(sp.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static sp => new TokenIntrospector(sp.GetServices<ICredentialVerifier>()));
    }

    private static ILogger Logger(IServiceProvider services) =>
        services.GetService<ILoggerFactory>()?.CreateLogger("OpenClaw.Tenancy") ?? NullLogger.Instance;
}
