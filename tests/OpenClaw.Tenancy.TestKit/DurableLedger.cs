using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.TestKit;

/// <summary>A ledger that says it is durable, and fails when a test says so.</summary>
public sealed class DurableLedger : IAuditLedger
{
    private readonly Lock _lock = new();
    private readonly List<AuditEnvelope> _appended = [];
    private readonly List<AuditEnvelope> _emitted = [];

    public bool IsDurable => true;

    /// <summary>Called with each envelope before it is appended: it may throw or wait.</summary>
    public Func<AuditEnvelope, CancellationToken, ValueTask> BeforeAppend { get; set; } = static (_, _) => ValueTask.CompletedTask;

    /// <summary>Called with each envelope before it is emitted: it may throw.</summary>
    public Action<AuditEnvelope> BeforeEmit { get; set; } = static _ => { };

    public IReadOnlyList<AuditEnvelope> Appended => Copy(_appended);

    public IReadOnlyList<AuditEnvelope> Emitted => Copy(_emitted);

    public async ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        await BeforeAppend(envelope, cancellationToken);
        lock (_lock)
        {
            _appended.Add(envelope);
        }
    }

    public void Emit(AuditEnvelope envelope)
    {
        BeforeEmit(envelope);
        lock (_lock)
        {
            _emitted.Add(envelope);
        }
    }

    private AuditEnvelope[] Copy(List<AuditEnvelope> envelopes)
    {
        lock (_lock)
        {
            return [.. envelopes];
        }
    }
}
