namespace OpenClaw.Tenancy.Auditing;

/// <summary>How a ledger keeps up: numbers, and nothing of what it holds.</summary>
/// <remarks>Immutable.</remarks>
public sealed class AuditLedgerStatus
{
    /// <summary>How many records wait for the store, those that are being written too.</summary>
    /// <value>Default: 0.</value>
    public long Waiting { get; init; }

    /// <summary>Since when the oldest of them waits.</summary>
    /// <value>Default: null, where none waits or the ledger does not know.</value>
    public TimeSpan? OldestAge { get; init; }

    /// <summary>How many emitted records were dropped since the start.</summary>
    /// <value>Default: 0.</value>
    public long Dropped { get; init; }

    /// <summary>Whether records were dropped whose number is not written down yet.</summary>
    /// <value>Default: false.</value>
    public bool IsDropping { get; init; }

    /// <summary>How long ago the last attempt to write failed.</summary>
    /// <value>Default: null, where the last attempt succeeded.</value>
    public TimeSpan? LastFailureAge { get; init; }

    /// <summary>Whether nothing more is written before a restart.</summary>
    /// <value>Default: false.</value>
    public bool IsFaulted { get; init; }
}
