namespace OpenClaw.Tenancy.Claims;

/// <summary>Verifies the tokens of the identity providers that the host trusts to say who somebody is.</summary>
/// <remarks>
/// One for all providers of a host: the token's issuer says which of them is asked, and a token of none is refused. Who is
/// verified has no access by that. A singleton, safe for use by many threads.
/// </remarks>
public interface IIdentityVerifier
{
    /// <summary>Verifies a token.</summary>
    /// <param name="token">The token as it was sent.</param>
    /// <param name="nonce">What the host sent with its request for the token; a token with another one, or with none, is refused. Null where it sent none.</param>
    /// <param name="cancellationToken">Ends the waiting for the provider's keys.</param>
    /// <returns>What was found: verified or refused, never undecided.</returns>
    /// <exception cref="ArgumentException">The nonce is empty.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    ValueTask<IdentityVerification> VerifyAsync(string token, string? nonce, CancellationToken cancellationToken);
}
