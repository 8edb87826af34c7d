using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens;

/// <summary>How the host accepts tenant tokens that are minted elsewhere. Read once when the host starts.</summary>
/// <remarks>Used at start, by one thread. Keys are asymmetric: with a symmetric one, whoever verifies could mint.</remarks>
public sealed class TokenVerifierOptions : TokenOptions
{
    internal TokenVerifierOptions(TenantIssuerOptions speaks)
        : base(speaks)
    {
    }

    internal Func<IServiceProvider, ITokenKeySource>? Keys { get; private set; }

    /// <summary>Sets where the keys come from. Without it the host does not start.</summary>
    /// <param name="source">The source.</param>
    /// <returns>These options.</returns>
    public TokenVerifierOptions UseKeys(ITokenKeySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return UseKeys(_ => source);
    }

    /// <summary>Sets where the keys come from. Without it the host does not start.</summary>
    /// <param name="create">Makes or finds the source, once.</param>
    /// <returns>These options.</returns>
    public TokenVerifierOptions UseKeys(Func<IServiceProvider, ITokenKeySource> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Keys = create;
        return this;
    }

    internal override IEnumerable<string> Errors(string issuer, TenancyOptions tenancy) => Keys is not null ? base.Errors(issuer, tenancy) :
    [
        .. base.Errors(issuer, tenancy),
        $"Token issuer '{issuer}' has no key source, so nothing of it can be verified. Call TokenVerifierOptions.UseKeys.",
    ];
}
