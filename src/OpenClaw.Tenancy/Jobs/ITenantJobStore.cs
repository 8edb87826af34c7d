namespace OpenClaw.Tenancy.Jobs;

/// <summary>Where jobs wait. It takes turns over tenants, and believes nothing of what it keeps to be true: an envelope says that.</summary>
/// <remarks>
/// A singleton; must be safe for use by many threads. A job that was taken and is neither renewed nor settled before its lease is over comes
/// again. An exception means that it is not known what became of the call.
/// </remarks>
public interface ITenantJobStore
{
    /// <summary>Whether jobs outlive the process.</summary>
    bool IsDurable { get; }

    /// <summary>Keeps a job, unless its key is known in its tenant, or there are too many.</summary>
    /// <param name="job">The job.</param>
    /// <param name="limits">How many there may be.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What became of it.</returns>
    ValueTask<JobAddition> AddAsync(StoredJob job, JobLimits limits, CancellationToken cancellationToken);

    /// <summary>Takes the oldest due job of the tenant whose turn it is. Tenants that have one take turns, whatever the number of their jobs.</summary>
    /// <param name="turn">Whose jobs, and of which kinds.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The job, which is nobody else's until its lease is over; or null when nothing is due.</returns>
    ValueTask<LeasedJob?> TakeAsync(JobTurn turn, CancellationToken cancellationToken);

    /// <summary>Renews the lease of a job that still runs.</summary>
    /// <param name="job">The job.</param>
    /// <param name="lease">How long, from now.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False when the lease is lost: the job may be another worker's.</returns>
    ValueTask<bool> RenewAsync(LeasedJob job, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends a lease. Where it is lost already, nothing happens.</summary>
    /// <param name="job">The job.</param>
    /// <param name="settlement">What becomes of the job.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when it is kept.</returns>
    ValueTask SettleAsync(LeasedJob job, JobSettlement settlement, CancellationToken cancellationToken);

    /// <summary>Waits until there may be something to take. It may come back for nothing, and a job may become due without it.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends then.</returns>
    ValueTask WaitAsync(CancellationToken cancellationToken);

    /// <summary>Removes everything of a tenant. What runs is settled into nothing.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Ends the waiting; called again after a failure.</param>
    /// <returns>A task that ends when nothing is left.</returns>
    ValueTask EraseAsync(TenantId tenant, CancellationToken cancellationToken);
}
