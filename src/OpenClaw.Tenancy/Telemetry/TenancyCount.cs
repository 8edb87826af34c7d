namespace OpenClaw.Tenancy.Telemetry;

/// <summary>A number that a part of the library reports. Each has one fixed name and unit, and no tags.</summary>
public enum TenancyCount
{
    /// <summary>None; it cannot be reported.</summary>
    Unspecified = 0,

    /// <summary>Audit records that wait for the ledger's store: <c>openclaw.tenancy.ledger.waiting</c>, in <c>{record}</c>.</summary>
    LedgerWaiting,

    /// <summary>Emitted audit records that were dropped since the start: <c>openclaw.tenancy.ledger.dropped</c>, in <c>{record}</c>. It only grows.</summary>
    LedgerDropped,

    /// <summary>Connections that are open: <c>openclaw.tenancy.connections</c>, in <c>{connection}</c>.</summary>
    LiveConnections,

    /// <summary>Events that were delivered to nobody since the start: <c>openclaw.tenancy.events.dropped</c>, in <c>{event}</c>. It only grows.</summary>
    EventsDropped,

    /// <summary>Jobs that wait: <c>openclaw.tenancy.jobs.waiting</c>, in <c>{job}</c>.</summary>
    JobsWaiting,

    /// <summary>Jobs that run: <c>openclaw.tenancy.jobs.running</c>, in <c>{job}</c>.</summary>
    JobsRunning,

    /// <summary>Limiters that are held in memory: <c>openclaw.tenancy.limits.partitions</c>, in <c>{partition}</c>.</summary>
    LimitPartitions,

    /// <summary>Requests that a limit refused since the start: <c>openclaw.tenancy.limits.refused</c>, in <c>{request}</c>. It only grows.</summary>
    LimitRefusals,
}
