using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>A store that keeps each job that it is handed, gives none out, and says what it was told to erase.</summary>
internal sealed class HeldJobs : ITenantJobStore
{
    public bool IsDurable { get; init; }

    public List<StoredJob> Added { get; } = [];

    public List<TenantId> Erased { get; } = [];

    public ValueTask<JobAddition> AddAsync(StoredJob job, JobLimits limits, CancellationToken cancellationToken)
    {
        Added.Add(job);
        return new(new JobAddition(JobAdditionOutcome.Added, job.Id));
    }

    public ValueTask<LeasedJob?> TakeAsync(JobTurn turn, CancellationToken cancellationToken) => new((LeasedJob?)null);

    public ValueTask<bool> RenewAsync(LeasedJob job, TimeSpan lease, CancellationToken cancellationToken) => new(true);

    public ValueTask SettleAsync(LeasedJob job, JobSettlement settlement, CancellationToken cancellationToken) => default;

    public ValueTask WaitAsync(CancellationToken cancellationToken) => default;

    public ValueTask EraseAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        Erased.Add(tenant);
        return default;
    }
}
