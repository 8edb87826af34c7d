using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>A ledger that says it is durable, keeps nothing, and may fail.</summary>
internal sealed class SilentLedger(bool fails) : IAuditLedger
{
    public bool IsDurable => true;

    public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken) =>
        fails ? ValueTask.FromException(new IOException()) : ValueTask.CompletedTask;

    public void Emit(AuditEnvelope envelope)
    {
    }
}
