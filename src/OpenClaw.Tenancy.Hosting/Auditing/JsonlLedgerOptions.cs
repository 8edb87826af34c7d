namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Where a <see cref="JsonlAuditLedger"/> keeps its file, and how much may wait for it. Read once at start.</summary>
public sealed class JsonlLedgerOptions
{
    /// <summary>The folder of the ledger. It is made, for its owner alone, when it is not there. A relative path begins at the working directory.</summary>
    /// <value>The path that <c>AddJsonlLedger</c> was given.</value>
    public string? Folder { get; set; }

    /// <summary>How many records may wait for the disk. Beyond it, <see cref="JsonlAuditLedger.AppendAsync"/> waits for room, and <see cref="JsonlAuditLedger.Emit"/> drops and counts.</summary>
    /// <value>Default: 16,384; between 1 and 1,000,000.</value>
    public int MaxWaiting { get; set; } = 16_384;

    /// <summary>How many emitted records that one tenant caused may wait, in whatever trail they stand, so that a tenant that is refused very often does not push out the records of others.</summary>
    /// <value>Default: 4,096; between 1 and <see cref="MaxWaiting"/>.</value>
    public int MaxWaitingPerTrail { get; set; } = 4_096;
}
