namespace OpenClaw.Tenancy.Jobs;

/// <summary>How many jobs wait, and how often one is tried. Read once at start: later changes throw.</summary>
public sealed class TenantJobOptions
{
    private bool _frozen;

    /// <summary>How many jobs of one tenant may be in the queue: waiting, running and to be tried again.</summary>
    /// <value>Default: 10,000. From 1 to <see cref="MaxJobs"/>.</value>
    public int MaxJobsPerTenant { get; set => field = Free(value); } = 10_000;

    /// <summary>How many jobs may be in the queue for all tenants together.</summary>
    /// <value>Default: 100,000. From 1 to 10,000,000.</value>
    public int MaxJobs { get; set => field = Free(value); } = 100_000;

    /// <summary>How often a job is begun at most. One that fails at the last attempt, or whose process died with it that often, ends with a record.</summary>
    /// <value>Default: 5. From 1 to 1,000.</value>
    public int MaxAttempts { get; set => field = Free(value); } = 5;

    /// <summary>How long a job waits after its first failure; twice as long after each further one, give or take a fifth.</summary>
    /// <value>Default: 5 seconds. More than zero and at most <see cref="MaxRetryDelay"/>.</value>
    public TimeSpan FirstRetryDelay { get; set => field = Free(value); } = TimeSpan.FromSeconds(5);

    /// <summary>How long a job waits between two attempts at most.</summary>
    /// <value>Default: 10 minutes. At most one day.</value>
    public TimeSpan MaxRetryDelay { get; set => field = Free(value); } = TimeSpan.FromMinutes(10);

    /// <summary>How long one attempt may take before it is cancelled, which counts as a failure.</summary>
    /// <value>Default: 10 minutes. More than zero and at most one day.</value>
    public TimeSpan RunTimeout { get; set => field = Free(value); } = TimeSpan.FromMinutes(10);

    /// <summary>How long what may not run now waits until it is looked at again: the jobs of a suspended tenant, say. It counts as no attempt.</summary>
    /// <value>Default: 5 seconds. More than zero and at most one hour.</value>
    public TimeSpan WaitInterval { get; set => field = Free(value); } = TimeSpan.FromSeconds(5);

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of jobs are fixed when the host starts. Set them in AddTenantJobs, and start the process anew to change them.");
}
