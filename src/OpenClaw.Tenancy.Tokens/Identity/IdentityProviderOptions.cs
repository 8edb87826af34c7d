using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Tokens.Jwks;

namespace OpenClaw.Tenancy.Tokens.Identity;

/// <summary>Which tokens of an identity provider are believed. Read once when the host starts.</summary>
/// <remarks>Used at start, by one thread.</remarks>
public sealed class IdentityProviderOptions
{
    /// <summary>For whom the tokens are: the host's client id at the provider. A token for anybody else, or for others too, is refused.</summary>
    /// <value>Default: null, with which the host does not start.</value>
    public string? Audience { get; set; }

    /// <summary>The algorithms that the provider signs with: <c>RS256</c>, <c>ES256</c> or both. No other is ever taken.</summary>
    /// <value>Default: <c>RS256</c>.</value>
    public IReadOnlyList<string> Algorithms { get; set; } = [JwksAlgorithms.Rs256];

    /// <summary>The claim in which the provider names the tenant, as it names it. It is handed on as text and gives nothing by itself.</summary>
    /// <value>Default: null, and then a token names no tenant.</value>
    public string? TenantClaim { get; set; }

    /// <summary>How long after it was issued a token is taken, however late it ends.</summary>
    /// <value>Default: one hour; at most one day.</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far the provider's clock may be off.</summary>
    /// <value>Default: 10 seconds; at most <see cref="TenantIssuerOptions.MaxClockSkew"/>.</value>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(10);

    internal IEnumerable<string> Errors(string issuer, bool hasKeys)
    {
        if (string.IsNullOrWhiteSpace(Audience))
        {
            yield return $"Identity provider '{issuer}' has no audience, so a token that it made for another application would be as good as one for this. Set IdentityProviderOptions.Audience to this host's client id.";
        }

        if (Algorithms is not { Count: > 0 } || Algorithms.Any(static a => a is not (JwksAlgorithms.Rs256 or TokenFormat.Es256)))
        {
            yield return $"Identity provider '{issuer}': set IdentityProviderOptions.Algorithms to RS256, ES256 or both. An empty list does not mean any.";
        }

        if (TenantClaim is not null && !IdentityClaims.MayNameTenant(TenantClaim))
        {
            yield return $"Identity provider '{issuer}': IdentityProviderOptions.TenantClaim names a claim of the protocol, or one that people can change or share, such as an e-mail address. Use the claim with the provider's own id of the tenant, or null.";
        }

        if (MaxAge <= TimeSpan.Zero || MaxAge > TimeSpan.FromDays(1))
        {
            yield return $"Identity provider '{issuer}': set IdentityProviderOptions.MaxAge to more than zero and at most one day.";
        }

        if (ClockSkew < TimeSpan.Zero || ClockSkew > TenantIssuerOptions.MaxClockSkew)
        {
            yield return $"Identity provider '{issuer}': set IdentityProviderOptions.ClockSkew to between zero and {TenantIssuerOptions.MaxClockSkew.TotalSeconds} seconds.";
        }

        if (!hasKeys)
        {
            yield return $"Identity provider '{issuer}' has no keys. Call AddJwks('{issuer}', ...), or register an ITokenKeySource as a keyed service under its name.";
        }
    }
}
