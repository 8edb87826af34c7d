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

    /// <summary>How long a file may become before the next one is begun, in bytes.</summary>
    /// <value>Default: 64 MiB; between 64 KiB and 1 GiB.</value>
    public long MaxFileBytes { get; set; } = 64 << 20;

    /// <summary>For how long what a record says is kept. Afterwards its hash is kept alone, so that what is left is still proved. A file is dropped in whole, when its last record is that old.</summary>
    /// <value>Default: null, for ever; else at least one day.</value>
    public TimeSpan? RetainFor { get; set; }

    /// <summary>A file in which the last checkpoint is kept besides: on another disk, or where the ledger's own writer can only write. A ledger that does not reach it refuses the start: an older copy was put back, or records were cut off.</summary>
    /// <value>Default: null. It is written at most once in a second, and when the ledger is closed.</value>
    public string? AnchorFile { get; set; }
}
