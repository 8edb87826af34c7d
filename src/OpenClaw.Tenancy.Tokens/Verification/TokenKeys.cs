using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>The keys of one issuer, as its verifier asks for them: one at most, of a kind that may verify here, and alive at this moment.</summary>
internal sealed class TokenKeys(ITokenKeySource source, TenantIssuer issuer, bool allowSymmetric)
{
    /// <summary>Finds the key of a token.</summary>
    /// <returns>The key, or the rule by which the token has none. What the source cannot say is an exception.</returns>
    internal async ValueTask<(TokenKey? Key, string? Fault)> FindAsync(TokenKeyQuery query, string algorithm, CancellationToken cancellationToken)
    {
        TokenKey? key = await source.FindAsync(query, cancellationToken).ConfigureAwait(false);
        string? fault = key is null || !string.Equals(key.KeyId, query.KeyId) ? TokenFault.KeyId : !key.VerifiesAt(issuer.Now) ? TokenFault.KeyEnded
            // SECURITY: the algorithm is the key's and not the token's; the token only may not contradict it.
            : !string.Equals(key.Algorithm, algorithm) || (key.IsSymmetric && !allowSymmetric) ? TokenFault.Algorithm
            : null;
        return (fault is null ? key : null, fault);
    }

    /// <summary>Whether a token that was accepted under a key would find the same key now. Allocates nothing where the source answers at once.</summary>
    /// <returns>False also where the source fails: the token is verified anew then, and refused with the reason.</returns>
    internal ValueTask<bool> VouchesAsync(TokenKeyQuery query, TokenKey key, CancellationToken cancellationToken)
    {
        try
        {
            ValueTask<TokenKey?> found = source.FindAsync(query, cancellationToken);
            return found.IsCompletedSuccessfully ? new ValueTask<bool>(IsStill(key, found.Result)) : WaitAsync(key, found);
        }
#pragma warning disable CA1031 // Reason: a source that fails does not vouch.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return new ValueTask<bool>(false);
        }
    }

    private async ValueTask<bool> WaitAsync(TokenKey key, ValueTask<TokenKey?> found)
    {
        try
        {
            return IsStill(key, await found.ConfigureAwait(false));
        }
#pragma warning disable CA1031 // Reason: a source that fails does not vouch.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return false;
        }
    }

    private bool IsStill(TokenKey key, TokenKey? found) => found is not null && found.IsSameKeyAs(key) && found.VerifiesAt(issuer.Now);
}
