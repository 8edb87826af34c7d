using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Samples.Gateway.Agents;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>The runs of all tenants and their events. Each method takes the permit for exactly what it does, and checks it at that moment.</summary>
public interface IRunStore
{
    /// <summary>Adds a run to the session that the permit lets its holder chat in, and the user's message with it; null when the session is gone.</summary>
    ValueTask<Run?> AddAsync(AccessPermit permit, string sessionId, string message, CancellationToken cancellationToken);

    ValueTask<Run?> FindAsync(AccessPermit permit, string id, CancellationToken cancellationToken);

    ValueTask<RunSlice?> ReadEventsAsync(AccessPermit permit, string id, long after, CancellationToken cancellationToken);

    /// <summary>Moves a run to running, from the queue or from its wait for an approval; false when it has ended or is gone.</summary>
    ValueTask<bool> BeginAsync(AccessPermit permit, string id, CancellationToken cancellationToken);

    /// <summary>Says that a run waits for an approval; false when it has ended or is gone.</summary>
    ValueTask<bool> HoldAsync(AccessPermit permit, string id, CancellationToken cancellationToken);

    /// <summary>Adds events; false when the run has ended or is gone. Who follows the run sees them when they are kept.</summary>
    ValueTask<bool> AppendAsync(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, CancellationToken cancellationToken);

    /// <summary>Ends a run with its last events and its reply, which becomes a message of the session in the same step. A run that has ended stays as it is.</summary>
    ValueTask SucceedAsync(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, string reply, TokenUsage usage, CancellationToken cancellationToken);

    /// <summary>Ends a run that has failed, with its last events and why. A run that has ended stays as it is.</summary>
    ValueTask FailAsync(AccessPermit permit, string id, IReadOnlyList<RunEvent> happened, RunFailure failure, CancellationToken cancellationToken);

    /// <summary>Stops a run; one that has ended stays as it is. Null when it is gone.</summary>
    ValueTask<Run?> StopAsync(AccessPermit permit, string id, CancellationToken cancellationToken);

    /// <summary>Marks a run as failed that nobody performs any more; one that has ended stays as it is.</summary>
    /// <param name="permit">The permit that the run was added with. It may have died since: it names the run, and opens nothing.</param>
    /// <param name="id">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask AbandonAsync(AccessPermit permit, string id, CancellationToken cancellationToken);

    /// <summary>Marks a run as failed whose process is gone, and takes its approvals back; one that is performed or has ended stays as it is.</summary>
    /// <param name="permit">A permit for the approvals of the tenant, or for one of them.</param>
    /// <param name="id">The run.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask SettleAsync(AccessPermit permit, string id, CancellationToken cancellationToken);
}
