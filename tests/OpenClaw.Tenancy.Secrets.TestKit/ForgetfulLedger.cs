using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>A ledger that says it is durable and counts, because a storm would fill the memory.</summary>
internal sealed class ForgetfulLedger : IAuditLedger
{
    private long _appended;

    public bool IsDurable => true;

    internal long Appended => Interlocked.Read(ref _appended);

    public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _appended);
        return ValueTask.CompletedTask;
    }

    public void Emit(AuditEnvelope envelope)
    {
    }
}
