namespace OpenClaw.Tenancy.Claims;

/// <summary>Mints short-lived tokens that are bound to one tenant. Who can call it can speak for every tenant of the issuer.</summary>
/// <remarks>A singleton, safe for use by many threads.</remarks>
public interface ITenantTokenIssuer
{
    /// <summary>Mints a token.</summary>
    /// <param name="request">What it is to say.</param>
    /// <param name="cancellationToken">Ends the minting.</param>
    /// <returns>The token as it is sent.</returns>
    /// <exception cref="ArgumentException">The tenant is not in the directory, the lifetime is not between one second and the longest, the latest end is less than one second away, or the audience is not allowed.</exception>
    ValueTask<string> IssueAsync(TenantTokenRequest request, CancellationToken cancellationToken);
}
