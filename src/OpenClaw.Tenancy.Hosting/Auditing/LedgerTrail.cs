namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>What is known of one trail while the host runs.</summary>
/// <param name="tenant">Whose it is.</param>
/// <param name="sequence">The place of its last record on the disk.</param>
internal sealed class LedgerTrail(TenantId tenant, long sequence)
{
    private int _waiting;
    private long _lost;

    internal TenantId Tenant { get; } = tenant;

    /// <summary>The place of its last record. The writer's alone.</summary>
    internal long Sequence { get; set; } = sequence;

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
