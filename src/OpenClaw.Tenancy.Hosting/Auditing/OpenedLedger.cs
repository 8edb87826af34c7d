namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>The host's ledger in files once it was opened, whatever stands before it; null where another ledger took its place.</summary>
internal sealed class OpenedLedger
{
    private volatile JsonlAuditLedger? _ledger;

    internal JsonlAuditLedger? Ledger { get => _ledger; set => _ledger = value; }
}
