namespace OpenClaw.Tenancy.Tokens;

/// <summary>Where the keys come from that verify an issuer's tokens: a ring, a JWK set elsewhere, a host's own store. Safe for use by many threads.</summary>
public interface ITokenKeySource
{
    /// <summary>Finds the one key that a token names. A token is never tried with several.</summary>
    /// <param name="query">What the token says of its key; nothing of it is verified yet.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The key, or null when there is none of exactly this id. It is for one algorithm alone.</returns>
    /// <remarks>An exception means that it is not known; the token is refused then as <see cref="DenyReason.DependencyUnavailable"/>.</remarks>
    ValueTask<TokenKey?> FindAsync(TokenKeyQuery query, CancellationToken cancellationToken);
}
