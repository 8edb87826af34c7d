namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>What of one tenant waits for the ledger, and what its trail has lost.</summary>
/// <param name="tenant">Whose it is.</param>
internal sealed class TrailLoad(TenantId tenant)
{
    private int _waiting;
    private long _lost;

    internal TenantId Tenant { get; } = tenant;

    /// <summary>Takes a place among the waiting records that its tenant caused, if there is one.</summary>
    internal bool TryEnter(int most)
    {
        if (Interlocked.Increment(ref _waiting) <= most)
        {
            return true;
        }

        Leave();
        return false;
    }

    internal void Leave() => Interlocked.Decrement(ref _waiting);

    /// <summary>Counts records that are not written.</summary>
    /// <returns>Whether they are the first since the count was last taken.</returns>
    internal bool Lose(long count) => Interlocked.Add(ref _lost, count) == count;

    internal long TakeLost() => Interlocked.Exchange(ref _lost, 0);
}
