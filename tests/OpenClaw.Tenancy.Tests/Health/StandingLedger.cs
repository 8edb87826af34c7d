using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Tests.Health;

/// <summary>A ledger that keeps nothing, and stands as a test says.</summary>
internal sealed class StandingLedger(AuditLedgerStatus status) : IAuditLedger, IAuditLedgerStatus
{
    public bool IsDurable => true;

    public AuditLedgerStatus Status => status;

    public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) => default;

    public void Emit(AuditEnvelope envelope)
    {
    }
}
