using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>A job in the memory of this process. Read and written under the lock of its store.</summary>
internal sealed class WaitingJob(StoredJob job)
{
    internal StoredJob Job { get; } = job;

    /// <summary>How often it was begun.</summary>
    internal int Attempts { get; set; }

    /// <summary>The lease that it is under, or null while it waits.</summary>
    internal string? Lease { get; set; }

    /// <summary>When it is due, or when its lease is over, by the process's own counter.</summary>
    internal TimeSpan DueAt { get; set; }
}
