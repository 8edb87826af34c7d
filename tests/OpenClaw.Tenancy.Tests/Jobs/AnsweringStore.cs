using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>A store that keeps what it is given and answers as a test says.</summary>
internal sealed class AnsweringStore : ITenantJobStore
{
    public bool IsDurable => false;

    public List<(StoredJob Job, JobLimits Limits)> Added { get; } = [];

    public Func<StoredJob, JobAddition> Answer { get; set; } = static job => new JobAddition(JobAdditionOutcome.Added, job.Id);

    public ValueTask<JobAddition> AddAsync(StoredJob job, JobLimits limits, CancellationToken cancellationToken)
    {
        Added.Add((job, limits));
        return new(Answer(job));
    }

    public ValueTask<LeasedJob?> TakeAsync(JobTurn turn, CancellationToken cancellationToken) => new((LeasedJob?)null);

    public ValueTask<bool> RenewAsync(LeasedJob job, TimeSpan lease, CancellationToken cancellationToken) => new(true);

    public ValueTask SettleAsync(LeasedJob job, JobSettlement settlement, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WaitAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask EraseAsync(TenantId tenant, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
