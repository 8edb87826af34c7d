using System.Collections.Concurrent;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>The tokens that were accepted, until they end. What was revoked meanwhile is refused by the decisions, which look at the claim again.</summary>
/// <remarks>Finding takes no lock. Safe for use by many threads.</remarks>
internal sealed class TokenCache(int max, int maxPerTenant, TimeProvider time)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<TokenDigest, CachedToken> _tokens = new();
    private readonly Dictionary<TenantId, int> _shares = [];
    private int _count;
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;

    internal bool TryFind(string token, out CredentialVerification verification)
    {
        verification = default;

        // SECURITY: the digest finds, and the whole text decides.
        if (!TokenDigest.TryOf(token, out TokenDigest digest) || !_tokens.TryGetValue(digest, out CachedToken? cached)
            || time.GetUtcNow() >= cached.ExpiresAt)
        {
            return false;
        }

        if (!string.Equals(cached.Token, token)) // Reason: a text with the same SHA-256 is the caller's own, so the time of comparing tells him nothing.
        {
            return false;
        }

        verification = cached.Verification;
        return true;
    }

    /// <summary>Remembers an accepted token, where there is room.</summary>
    internal void Add(string token, CredentialVerification verification)
    {
        if (!verification.IsAccepted || !TokenDigest.TryOf(token, out TokenDigest digest))
        {
            return;
        }

        var cached = new CachedToken(token, verification, verification.Claim);
        lock (_lock)
        {
            Sweep();

            // INVARIANT: at a bound the token is left out. Nothing is pushed out, so no tenant costs another its place.
            int share = _shares.GetValueOrDefault(cached.Tenant);
            if (_count < max && share < maxPerTenant && _tokens.TryAdd(digest, cached))
            {
                _shares[cached.Tenant] = share + 1;
                _count++;
            }
        }
    }

    // At intervals only: a full cache must not be walked for every token that finds no room.
    private void Sweep()
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now < _sweepAt)
        {
            return;
        }

        _sweepAt = now + SweepEvery;
        foreach ((TokenDigest digest, CachedToken cached) in _tokens)
        {
            if (now >= cached.ExpiresAt && _tokens.TryRemove(digest, out _))
            {
                Release(cached.Tenant);
            }
        }
    }

    private void Release(TenantId tenant)
    {
        _count--;
        if (--_shares[tenant] == 0)
        {
            _shares.Remove(tenant);
        }
    }
}
