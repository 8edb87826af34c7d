using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit.Jobs;

namespace OpenClaw.Tenancy.Hosting.Tests.Jobs;

/// <summary>Jobs in memory do what all jobs do.</summary>
public sealed class InProcessJobTests : JobContract
{
    protected override void AddStore(TenancyBuilder builder) => builder.AddInProcessJobs();

    protected override Task PassAsync(JobsWorld world, TimeSpan span)
    {
        world.World.Time.Advance(span);
        return Task.CompletedTask;
    }
}
