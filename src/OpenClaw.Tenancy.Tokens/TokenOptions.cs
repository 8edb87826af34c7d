using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>How a host accepts the tenant tokens of an issuer, whoever mints them. Read once when the host starts.</summary>
/// <remarks>Used at start, by one thread.</remarks>
public abstract class TokenOptions
{
    private protected TokenOptions(TenantIssuerOptions speaks) => Speaks = speaks;

    /// <summary>For whom the issuer may speak, how long a token may live and how far clocks may be off.</summary>
    /// <value>Default: for nobody but the tenants whose directory entry names it; 5 minutes; 2 seconds.</value>
    public TenantIssuerOptions Speaks { get; }

    /// <summary>For whom the tokens are: the id of this runtime. A token for another audience is refused.</summary>
    /// <value>Default: null, with which the host does not start.</value>
    public string? Audience { get; set; }

    /// <summary>How often one token may be presented.</summary>
    /// <value>Default: <see cref="TokenUse.Reusable"/>.</value>
    public TokenUse Use { get; set; } = TokenUse.Reusable;

    /// <summary>How many accepted tokens are remembered, so that their signature is checked once. Zero remembers none.</summary>
    /// <value>Default: 10,000. At the bound a further token is verified anew each time; none is pushed out.</value>
    public int MaxCachedTokens { get; set; } = 10_000;

    /// <summary>How many accepted tokens of one tenant are remembered.</summary>
    /// <value>Default: 1,000, so that no tenant takes the room of the others.</value>
    public int MaxCachedTokensPerTenant { get; set; } = 1_000;

    internal virtual IEnumerable<string> Errors(string issuer, TenancyOptions tenancy)
    {
        if (string.IsNullOrWhiteSpace(Audience))
        {
            yield return $"Token issuer '{issuer}' has no audience, so a token for another runtime would be as good as one for this. Set Audience to this runtime's id.";
        }

        if (!Enum.IsDefined(Use))
        {
            yield return $"Token issuer '{issuer}': Use has a value that is not defined. Set it to Reusable or SingleUse.";
        }

        if (MaxCachedTokens < 0 || MaxCachedTokensPerTenant < 0)
        {
            yield return $"Token issuer '{issuer}': set MaxCachedTokens and MaxCachedTokensPerTenant to zero or more.";
        }

        if (Speaks.MaxLifetime < TimeSpan.FromSeconds(1))
        {
            yield return $"Token issuer '{issuer}': set Speaks.MaxLifetime to one second or more; tokens count in whole seconds.";
        }
    }
}
