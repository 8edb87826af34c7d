namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>The jobs of one tenant. Read and written under the lock of its store.</summary>
internal sealed class TenantLane(string tenant)
{
    internal string Tenant { get; } = tenant;

    /// <summary>The jobs that are due, the oldest first.</summary>
    internal Queue<WaitingJob> Due { get; } = new();

    /// <summary>How many jobs there are: due, delayed and under a lease.</summary>
    internal int Count { get; set; }

    /// <summary>Until when none of them is taken.</summary>
    internal TimeSpan WaitsUntil { get; set; }

    /// <summary>Whether it stands in the ring.</summary>
    internal bool InRing { get; set; }

    /// <summary>What each key was used for, and until when that is remembered.</summary>
    internal JobKeys Keys { get; } = new();
}
