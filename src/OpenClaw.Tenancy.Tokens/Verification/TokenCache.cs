using System.Collections.Concurrent;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Tokens.Verification;

/// <summary>The tokens that were accepted, until they end. Its verifier asks each time whether a token still holds; what is dead makes room at the next sweep.</summary>
/// <remarks>Finding takes no lock. Safe for use by many threads.</remarks>
internal sealed class TokenCache(int max, int maxPerTenant, TimeProvider time)
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<TokenDigest, CachedToken> _tokens = new();
    private readonly Dictionary<TenantId, int> _shares = [];
    private volatile int _count;
    private DateTimeOffset _sweepAt = DateTimeOffset.MinValue;

    /// <summary>The accepted token of exactly this text. Whether it still holds is not asked here.</summary>
    internal CachedToken? Find(string token)
    {
        // SECURITY: the digest finds, and the whole text decides.
        if (_count == 0 || !TokenDigest.TryOf(token, out TokenDigest digest) || !_tokens.TryGetValue(digest, out CachedToken? cached))
        {
            return null;
        }

        return string.Equals(cached.Token, token) ? cached : null; // Reason: a text with the same SHA-256 is the caller's own, so the time of comparing tells him nothing.
    }

    /// <summary>Remembers an accepted token, where there is room.</summary>
    internal void Add(CachedToken accepted)
    {
        if (max == 0 || !TokenDigest.TryOf(accepted.Token, out TokenDigest digest))
        {
            return;
        }

        TenantId tenant = accepted.Claim.Tenant;
        lock (_lock)
        {
            Sweep();
            if (_tokens.TryGetValue(digest, out CachedToken? known))
            {
                // The same token was accepted anew, so what is remembered of it may be dead.
                if (known.Claim.Tenant == tenant)
                {
                    _tokens[digest] = accepted;
                }

                return;
            }

            // INVARIANT: at a bound the token is left out. Nothing is pushed out, so no tenant costs another its place.
            int share = _shares.GetValueOrDefault(tenant);
            if (_count < max && share < maxPerTenant && _tokens.TryAdd(digest, accepted))
            {
                _shares[tenant] = share + 1;
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
            if (!cached.Claim.StillHolds() && _tokens.TryRemove(digest, out _))
            {
                Release(cached.Claim.Tenant);
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
