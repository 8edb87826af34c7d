namespace OpenClaw.Tenancy.Auditing;

/// <summary>Says how a ledger keeps up. A ledger implements it beside <see cref="IAuditLedger"/>, so that it is measured and its health is checked.</summary>
/// <remarks>Safe for use by many threads.</remarks>
public interface IAuditLedgerStatus
{
    /// <summary>How it stands now. Quick: it asks no store.</summary>
    AuditLedgerStatus Status { get; }
}
