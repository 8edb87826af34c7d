namespace OpenClaw.Tenancy.Auditing;

/// <summary>An envelope's place in the ledger.</summary>
/// <param name="sequence">Its number in its tenant's trail, from 1 without gaps.</param>
/// <param name="envelope">What happened.</param>
public sealed class AuditRecord(long sequence, AuditEnvelope envelope)
{
    /// <summary>Its number in its tenant's trail, from 1 without gaps.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>What happened.</summary>
    public AuditEnvelope Envelope { get; } = envelope ?? throw new ArgumentNullException(nameof(envelope));
}
