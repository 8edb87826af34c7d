using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Model.Tests.Engine;

/// <summary>A ledger that keeps nothing, and fails for the trails that a case names.</summary>
internal sealed class ScriptedLedger : IAuditLedger
{
    public bool IsDurable { get; set; } = true;

    /// <summary>The trail that takes no record, or null.</summary>
    public TenantId? Refuses { get; set; }

    public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) =>
        envelope.Tenant.Equals(Refuses) ? ValueTask.FromException(new IOException()) : ValueTask.CompletedTask;

    public void Emit(AuditEnvelope envelope)
    {
    }
}
