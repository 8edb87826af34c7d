namespace OpenClaw.Tenancy.Jobs;

/// <summary>A job that a worker has taken. Immutable and safe for use by many threads.</summary>
/// <param name="job">The job.</param>
/// <param name="lease">The name of the lease, which the store knows it by.</param>
/// <param name="attempt">Which attempt it is, from 1.</param>
public sealed class LeasedJob(StoredJob job, string lease, int attempt)
{
    /// <summary>The job.</summary>
    public StoredJob Job { get; } = job ?? throw new ArgumentNullException(nameof(job));

    /// <summary>The name of the lease.</summary>
    public string Lease { get; } = lease ?? throw new ArgumentNullException(nameof(lease));

    /// <summary>Which attempt it is, from 1.</summary>
    public int Attempt { get; } = attempt;
}
