using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>Takes work that outlives the scope in which it is asked for. A singleton, safe for use by many threads.</summary>
#pragma warning disable CA1711 // Reason: it is a queue, and no collection.
public interface ITenantJobQueue
#pragma warning restore CA1711 // Reason: the end of the above.
{
    /// <summary>Seals the scope's claim for a job and puts it into the queue.</summary>
    /// <param name="tenant">The scope's context.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Ends the waiting; the job may be in the queue nevertheless.</param>
    /// <returns>The job's id, or why it was not taken. A refusal is recorded.</returns>
    /// <exception cref="ArgumentException">The kind or the key is malformed.</exception>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended; or its claim has ended; or it came by a break-glass grant and has earned no permit here yet.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    ValueTask<JobEnqueuing> EnqueueAsync(TenantContext tenant, TenantJobRequest job, CancellationToken cancellationToken);
}
