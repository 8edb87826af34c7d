using System.Collections.Concurrent;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.TestKit.Jobs;

/// <summary>What the handlers of a test do, and what they have seen.</summary>
public sealed class JobScript
{
    public Func<TenantContext, TenantJob, CancellationToken, Task> Act { get; set; } = static (_, _, _) => Task.CompletedTask;

    /// <summary>Each run in its order: the tenant of its scope, the job, and the body as a text.</summary>
    public ConcurrentQueue<RanJob> Ran { get; } = new();
}
