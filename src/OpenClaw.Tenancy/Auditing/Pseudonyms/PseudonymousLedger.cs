namespace OpenClaw.Tenancy.Auditing.Pseudonyms;

/// <summary>A ledger to which no subject is handed on, but the subject's pseudonym.</summary>
internal sealed class PseudonymousLedger(IAuditLedger inner, AuditSubjects subjects) : IAuditLedger, IAuditLedgerStatus, IAsyncDisposable, IDisposable
{
    public bool IsDurable => inner.IsDurable;

    public AuditLedgerStatus Status => (inner as IAuditLedgerStatus)?.Status ?? new AuditLedgerStatus();

    public ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return inner.AppendAsync(subjects.Apply(envelope), cancellationToken);
    }

    public void Emit(AuditEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        inner.Emit(subjects.Apply(envelope));
    }

    public async ValueTask DisposeAsync()
    {
        if (inner is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            Dispose();
        }
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();
}
