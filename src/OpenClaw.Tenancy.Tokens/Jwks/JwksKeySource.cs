using OpenClaw.Tenancy.Health;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>The keys of an issuer elsewhere, from its JWK set.</summary>
internal sealed class JwksKeySource(string issuer, JwksOptions options, JwksReport report, TimeProvider time) : ITokenKeySource, IDisposable
{
    private readonly JwksRefresh _refresh = new(options, report, time);

    public void Dispose() => _refresh.Dispose();

    public async ValueTask<TokenKey?> FindAsync(TokenKeyQuery query, CancellationToken cancellationToken)
    {
        // SECURITY: the keys of one issuer verify the tokens of no other.
        if (!string.Equals(query.Issuer, issuer))
        {
            return null;
        }

        JwksSnapshot known = _refresh.Current;
        if (Find(known, query.KeyId) is { } key)
        {
            if (known.AsOf.Age(time) >= options.RefreshAfter)
            {
                // Beside this request, which does not wait for it. The task never fails.
                _ = _refresh.ReadAsync();
            }

            return key;
        }

        await _refresh.ReadAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        known = _refresh.Current;
        return Find(known, query.KeyId) ?? RequireAbsent(known);
    }

    /// <summary>How the keys are, after a reading where one is due: with none at hand, with old ones, or after one that failed.</summary>
    internal async ValueTask<TenancyHealth> LookAsync(CancellationToken cancellationToken)
    {
        JwksSnapshot known = _refresh.Current;
        if (known.Fault is not null || known.AsOf.Age(time) >= options.RefreshAfter)
        {
            await _refresh.ReadAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            known = _refresh.Current;
        }

        bool any = Counts(known) && known.Set!.Keys.Count != 0;
        TenancyHealthState state = !any ? TenancyHealthState.Unhealthy : known.Fault is null ? TenancyHealthState.Healthy : TenancyHealthState.Degraded;
        return known.Set is null ? new TenancyHealth(state) : new TenancyHealth(state, KeyValuePair.Create("age_seconds", known.AsOf.Age(time).TotalSeconds));
    }

    private TokenKey? Find(JwksSnapshot known, string keyId) => Counts(known) ? known.Set?.Find(keyId) : null;

    // At the end of their time they are over.
    private bool Counts(JwksSnapshot known) => known.Set is not null && known.AsOf.Age(time) < options.MaxAge;

    // INVARIANT: a key is absent when the last reading was good and lacks it. After one that failed it is unknown.
    private TokenKey? RequireAbsent(JwksSnapshot known)
    {
        if (!Counts(known))
        {
            report.Closed();
            throw new IOException($"No keys of issuer '{issuer}' are known that count ({known.Fault}).");
        }

        return known.Fault is null ? null : throw new IOException($"The keys of issuer '{issuer}' could not be read again ({known.Fault}), so whether it has this one is not known.");
    }
}
