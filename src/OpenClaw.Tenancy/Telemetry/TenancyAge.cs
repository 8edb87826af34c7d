namespace OpenClaw.Tenancy.Telemetry;

/// <summary>An age that a part of the library reports, in seconds. Each has one fixed name, and no tags.</summary>
public enum TenancyAge
{
    /// <summary>None; it cannot be reported.</summary>
    Unspecified = 0,

    /// <summary>Since when the contents of the directory are as they were read: <c>openclaw.tenancy.directory.snapshot.age</c>.</summary>
    DirectorySnapshot,

    /// <summary>Since when the oldest audit record waits for the ledger's store: <c>openclaw.tenancy.ledger.lag</c>.</summary>
    LedgerOldest,

    /// <summary>Since when the oldest job that may run waits: <c>openclaw.tenancy.jobs.lag</c>.</summary>
    JobsOldest,
}
