namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>How many jobs a worker runs at once. Read once at start: later changes throw.</summary>
public sealed class JobWorkerOptions
{
    private bool _frozen;

    /// <summary>How many jobs this process runs at once.</summary>
    /// <value>Default: 8. From 1 to 1,024.</value>
    public int MaxParallel { get; set => field = Free(value); } = 8;

    /// <summary>How many jobs of one tenant this process runs at once.</summary>
    /// <value>Default: 2. From 1 to <see cref="MaxParallel"/>.</value>
    public int MaxParallelPerTenant { get; set => field = Free(value); } = 2;

    /// <summary>How long a job that is taken is nobody else's. It is renewed three times in that span while the job runs; one whose process died comes again after it.</summary>
    /// <value>Default: 30 seconds. From 1 second to 1 hour.</value>
    public TimeSpan Lease { get; set => field = Free(value); } = TimeSpan.FromSeconds(30);

    /// <summary>How often the worker looks for jobs that nobody told it of.</summary>
    /// <value>Default: 1 second. More than zero and at most 1 minute.</value>
    public TimeSpan PollInterval { get; set => field = Free(value); } = TimeSpan.FromSeconds(1);

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of the worker are fixed when the host starts. Set them in AddJobWorker, and start the process anew to change them.");
}
