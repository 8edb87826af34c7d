namespace OpenClaw.Tenancy.Auditing;

/// <summary>An envelope's place in the ledger.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class AuditRecord
{
    /// <summary>Makes a record.</summary>
    /// <param name="sequence">Its number in its tenant's trail, from 1 without gaps.</param>
    /// <param name="envelope">What happened.</param>
    /// <param name="link">What ties it to its trail and to the ledger; null in a ledger that is not tamper-evident.</param>
    /// <exception cref="ArgumentNullException"><paramref name="envelope"/> is null.</exception>
    public AuditRecord(long sequence, AuditEnvelope envelope, AuditLink? link = null)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        (Sequence, Envelope, Link) = (sequence, envelope, link);
    }

    /// <summary>Its number in its tenant's trail, from 1 without gaps.</summary>
    public long Sequence { get; }

    /// <summary>What happened.</summary>
    public AuditEnvelope Envelope { get; }

    /// <summary>What ties it to its trail and to the ledger; null in a ledger that is not tamper-evident.</summary>
    public AuditLink? Link { get; }
}
