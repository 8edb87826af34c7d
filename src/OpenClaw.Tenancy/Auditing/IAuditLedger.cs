namespace OpenClaw.Tenancy.Auditing;

/// <summary>Where what happened is written down: append-only.</summary>
/// <remarks>A singleton; must be safe for use by many threads.</remarks>
public interface IAuditLedger
{
    /// <summary>Whether <see cref="AppendAsync"/> outlives the process. An act that needs a record before it happens is refused where it does not.</summary>
    bool IsDurable { get; }

    /// <summary>Appends an envelope and returns when it is durable.</summary>
    /// <param name="envelope">What happened, or is about to.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the record is durable. An exception means that it is not, and the act does not happen.</returns>
    ValueTask AppendAsync(AuditEnvelope envelope, CancellationToken cancellationToken);

    /// <summary>Appends an envelope as well as it can: returns at once, never blocks and never throws; what it has to drop it counts.</summary>
    /// <param name="envelope">What happened.</param>
    void Emit(AuditEnvelope envelope);
}
