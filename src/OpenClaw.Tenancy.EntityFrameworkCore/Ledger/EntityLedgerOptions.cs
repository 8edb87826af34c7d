using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>How an <see cref="EntityAuditLedger"/> is kept. Read once at start.</summary>
public sealed class EntityLedgerOptions
{
    /// <summary>Whether the tables are made when the host starts and they are not there. The database's user then needs the right to do so.</summary>
    /// <value>Default: false; they are made by <see cref="TenancyLedgerTables"/>.</value>
    public bool CreateTables { get; set; }

    /// <summary>How many records may wait for the database. Beyond it, <see cref="EntityAuditLedger.AppendAsync"/> waits for room, and <see cref="EntityAuditLedger.Emit"/> drops and counts.</summary>
    /// <value>Default: 16,384; between 1 and 1,000,000.</value>
    public int MaxWaiting { get; set; } = 16_384;

    /// <summary>How many emitted records that one tenant caused may wait, in whatever trail they stand, so that a tenant that is refused very often does not push out the records of others.</summary>
    /// <value>Default: 4,096; between 1 and <see cref="MaxWaiting"/>.</value>
    public int MaxWaitingPerTrail { get; set; } = 4_096;

    /// <summary>How often at most a signed checkpoint is kept besides the last one. Those that are older than a day are thinned out to one an hour.</summary>
    /// <value>Default: 1 second; more than zero.</value>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a record says what it said. Once an hour, what is older is dropped: its body goes, and the proof that it was there stays.</summary>
    /// <value>Default: null, for ever; else more than zero.</value>
    public TimeSpan? RetainFor { get; set; }

    /// <summary>Whether a database that does not put each commit on its disk refuses the start. Without it, what was acknowledged may be gone after a crash of the database.</summary>
    /// <value>Default: true.</value>
    public bool RequireSyncedCommits { get; set; } = true;

    /// <summary>A signed checkpoint of this ledger that was kept elsewhere, as its text. A database that does not lead up to it, such as an old copy, refuses the start.</summary>
    /// <value>Default: null; nothing is compared.</value>
    public string? KeptCheckpoint { get; set; }

    /// <summary>Further keys that have signed this ledger: that of an earlier time, or those of other processes.</summary>
    /// <value>Default: none, so the key of the registered <see cref="ITenancySigner"/> alone.</value>
    public IList<VerificationKey> OtherKeys { get; } = [];
}
