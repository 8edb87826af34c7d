using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Health;

/// <summary>Whether the ledger takes what must be written down before an act.</summary>
internal sealed class LedgerProbe(IAuditLedger ledger) : ITenancyHealthProbe
{
    /// <summary>Since when something may wait before the ledger is behind.</summary>
    internal static readonly TimeSpan Behind = TimeSpan.FromSeconds(5);

    /// <summary>Since when something may wait, and for how long a failed attempt counts, before the ledger takes nothing.</summary>
    internal static readonly TimeSpan Stalled = TimeSpan.FromSeconds(30);

    public TenancyHealthSubject Subject { get; } = new(
        TenancyHealthSubject.Ledger, "The audit ledger keeps up.", "The audit ledger is behind.", "The audit ledger takes no records.");

    public ValueTask<TenancyHealth> ProbeAsync(CancellationToken cancellationToken)
    {
        if (ledger is not IAuditLedgerStatus { Status: { } status })
        {
            return new ValueTask<TenancyHealth>(new TenancyHealth(TenancyHealthState.Healthy));
        }

        return new ValueTask<TenancyHealth>(new TenancyHealth(
            StateOf(status),
            KeyValuePair.Create("waiting", (double)status.Waiting),
            KeyValuePair.Create("oldest_seconds", (status.OldestAge ?? TimeSpan.Zero).TotalSeconds),
            KeyValuePair.Create("dropped", (double)status.Dropped)));
    }

    private static TenancyHealthState StateOf(AuditLedgerStatus status)
    {
        // A failure counts for a while only: a host that is sent no more requests would write nothing that shows that the store is back.
        if (status.IsFaulted || status.OldestAge > Stalled || status.LastFailureAge <= Stalled)
        {
            return TenancyHealthState.Unhealthy;
        }

        return status.IsDropping || status.OldestAge > Behind || status.LastFailureAge is not null ? TenancyHealthState.Degraded : TenancyHealthState.Healthy;
    }
}
