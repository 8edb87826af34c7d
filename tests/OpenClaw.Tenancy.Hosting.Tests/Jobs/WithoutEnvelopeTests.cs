using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;

namespace OpenClaw.Tenancy.Hosting.Tests.Jobs;

/// <summary>A message without a tenant is nobody's, and not the platform's; a scheduled one keeps its own.</summary>
public sealed class WithoutEnvelopeTests
{
    [Theory]
    [InlineData("")]
    [InlineData("platform")]
    [InlineData("default")]
    [InlineData("acme")]
    [InlineData("ACME")]
    [InlineData("nobody")]
    public async Task Job_without_an_envelope_runs_as_nobody(string tenant)
    {
        using var world = new JobsWorld(static b => b.AddInProcessJobs());
        var job = new StoredJob
        {
            Tenant = tenant, Id = "j1", Kind = JobsWorld.Kind, Body = default, Envelope = string.Empty, ExpiresAt = DateTimeOffset.MaxValue, Delay = TimeSpan.Zero,
        };
        await world.Store.AddAsync(job, new JobLimits(1, 1), default);

        Assert.Equal((JobFate.Dead, "token_invalid"), ((await world.StepAsync())! is var end ? (end.Fate, end.Reason) : default));

        Assert.Empty(world.Script.Ran);
        Assert.Equal(TenantId.Platform, Assert.Single(world.Ledger.Emitted).Tenant);
    }

    [Fact]
    public async Task Scheduled_job_and_its_retries_keep_their_tenant()
    {
        using var world = new JobsWorld(static b => b.AddInProcessJobs());
        await world.EnqueueAsync(TestWorld.Acme, "acme", delay: TimeSpan.FromHours(1));
        await world.EnqueueAsync(TestWorld.Globex, "globex", delay: TimeSpan.FromHours(1));
        world.World.Time.Advance(TimeSpan.FromHours(1));
        world.Script.Act = static (_, job, _) => job.Attempt < 3 ? throw new IOException() : Task.CompletedTask;
        while (world.Script.Ran.Count < 6)
        {
            await world.StepAsync();
            world.World.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.All(world.Script.Ran, static r => Assert.Equal(r.Body, r.Tenant));
        Assert.Equal([1, 1, 2, 2, 3, 3], world.Script.Ran.Select(static r => r.Attempt));
    }
}
