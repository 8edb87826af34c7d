using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Jobs;

public abstract partial class JobContract
{
    [Fact]
    public async Task Job_of_a_worker_that_died_comes_again_when_its_lease_is_over()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x");
        JobTurn shortly = JobsWorld.Turn with { Lease = ShortLease };
        LeasedJob lost = (await world.TakeAsync(shortly))!;
        Assert.Null(await world.TakeAsync());
        await PassAsync(world, ShortLease + TimeSpan.FromSeconds(5));

        LeasedJob again = (await world.TakeAsync())!;

        Assert.Equal((lost.Job.Id, 2), (again.Job.Id, again.Attempt));
        Assert.False(await world.Store.RenewAsync(lost, JobsWorld.Lease, default));
        await world.Store.SettleAsync(lost, JobSettlement.Done, default);
        Assert.True(await world.Store.RenewAsync(again, JobsWorld.Lease, default));
        await world.Store.SettleAsync(again, JobSettlement.GivenBack, default);
        Assert.Equal(2, (await world.TakeAsync())!.Attempt);
    }

    [Fact]
    public async Task Renewed_lease_holds()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x");
        LeasedJob job = (await world.TakeAsync(JobsWorld.Turn with { Lease = ShortLease }))!;
        for (int i = 0; i < 4; i++)
        {
            await PassAsync(world, ShortLease / 2);
            Assert.True(await world.Store.RenewAsync(job, ShortLease, default));
            Assert.Null(await world.TakeAsync());
        }

        await world.Store.SettleAsync(job, JobSettlement.Done, default);
        await PassAsync(world, ShortLease * 2);
        Assert.Null(await world.TakeAsync());
    }

    [Fact]
    public async Task Job_with_which_every_worker_dies_ends()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x");
        for (int i = 1; i <= 3; i++)
        {
            Assert.Equal(i, (await world.TakeAsync(JobsWorld.Turn with { Lease = ShortLease }))!.Attempt);
            await PassAsync(world, ShortLease + TimeSpan.FromSeconds(5));
        }

        Assert.Equal((JobFate.Dead, "job_attempts"), ((await world.StepAsync())! is var last ? (last.Fate, last.Reason) : default));
        Assert.Equal(("jobs.run", "job_attempts"), (Assert.Single(world.Ledger.Emitted).Action, world.Ledger.Emitted[0].ReasonCode));
        Assert.Empty(world.Script.Ran);
    }

    [Fact]
    public async Task Key_is_known_in_its_tenant_also_when_the_job_is_done()
    {
        using JobsWorld world = Open();
        JobEnqueuing first = await world.EnqueueAsync(TestWorld.Acme, "x", "k1");
        JobEnqueuing same = await world.EnqueueAsync(TestWorld.Acme, "x", "k1");
        JobEnqueuing foreign = await world.EnqueueAsync(TestWorld.Globex, "x", "k1");
        JobEnqueuing other = await world.EnqueueAsync(TestWorld.Acme, "y", "k1");
        Assert.Equal((true, true, first.Id), (same.IsAccepted, same.WasKnown, same.Id));
        Assert.Equal((true, false), (foreign.IsAccepted, foreign.WasKnown));
        Assert.Equal((false, JobRefusal.KeyTaken), (other.IsAccepted, other.Refusal));
        Assert.Equal("job_key_taken", Assert.Single(world.Ledger.Emitted).ReasonCode);

        await StepsAsync(world, 2);

        Assert.Null(await world.StepAsync());
        Assert.True((await world.EnqueueAsync(TestWorld.Acme, "x", "k1")).WasKnown);
        Assert.Null(await world.StepAsync());
        Assert.Equal(2, world.Script.Ran.Count);
    }

    [Fact]
    public async Task Bounds_hold_for_each_tenant_and_for_all()
    {
        using JobsWorld world = Open(static o => (o.MaxJobsPerTenant, o.MaxJobs) = (3, 5));
        for (int i = 0; i < 3; i++)
        {
            Assert.True((await world.EnqueueAsync(TestWorld.Acme, $"a{i}")).IsAccepted);
        }

        Assert.Equal(JobRefusal.TenantFull, (await world.EnqueueAsync(TestWorld.Acme, "a3")).Refusal);
        Assert.True((await world.EnqueueAsync(TestWorld.Globex, "g0")).IsAccepted);
        Assert.True((await world.EnqueueAsync(TestWorld.Globex, "g1")).IsAccepted);
        Assert.Equal(JobRefusal.QueueFull, (await world.EnqueueAsync(TestWorld.Initech, "i0")).Refusal);
        Assert.Equal(["job_tenant_full", "job_queue_full"], world.Ledger.Emitted.Select(static e => e.ReasonCode));

        // What runs counts until it has ended.
        LeasedJob job = (await world.TakeAsync())!;
        Assert.Equal(JobRefusal.TenantFull, (await world.EnqueueAsync(TestWorld.Acme, "a3")).Refusal);
        await world.Store.SettleAsync(job, JobSettlement.Done, default);
        Assert.True((await world.EnqueueAsync(TestWorld.Acme, "a3")).IsAccepted);
    }

    [Fact]
    public async Task Delayed_job_is_due_after_its_delay()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "late", delay: TimeSpan.FromSeconds(40));
        await world.EnqueueAsync(TestWorld.Acme, "now");

        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);
        Assert.Null(await world.StepAsync());
        await PassAsync(world, TimeSpan.FromSeconds(45));
        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);

        Assert.Equal(["now", "late"], world.Script.Ran.Select(static r => r.Body));
    }

    [Fact]
    public async Task Job_that_would_wait_longer_than_it_lives_is_refused_and_takes_no_place()
    {
        using JobsWorld world = Open(static o => o.MaxJobsPerTenant = 1);
        world.World.Time.Advance(TimeSpan.FromSeconds(1));
        foreach (TimeSpan delay in (TimeSpan[])[TimeSpan.MaxValue, TimeSpan.FromDays(60), TimeSpan.FromHours(24)])
        {
            JobEnqueuing refused = await world.EnqueueAsync(TestWorld.Acme, "never", delay: delay);
            Assert.Equal((false, JobRefusal.NotSealed, DenyReason.Expired), (refused.IsAccepted, refused.Refusal, refused.Reason));
        }

        Assert.Equal(JobRefusal.NotSealed, (await world.EnqueueAsync(TestWorld.Acme, "never", delay: TimeSpan.FromMinutes(2), lifetime: TimeSpan.FromMinutes(2))).Refusal);
        Assert.Equal(Enumerable.Repeat(("jobs.enqueue", "expired"), 4), world.Ledger.Emitted.Select(static e => (e.Action, e.ReasonCode)));
        Assert.True((await world.EnqueueAsync(TestWorld.Acme, "now")).IsAccepted);
        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);
    }

    [Fact]
    public async Task Store_keeps_what_is_due_in_an_age_and_gives_the_rest()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "now");
        world.World.Time.Advance(TimeSpan.FromSeconds(1));
        StoredJob late = (await world.TakeAsync())!.Job with { Id = "j1", Delay = TimeSpan.MaxValue };

        Assert.Equal(JobAdditionOutcome.Added, (await world.Store.AddAsync(late, new JobLimits(10, 10), default)).Outcome);
        Assert.Equal(JobAdditionOutcome.Added, (await world.Store.AddAsync(late with { Id = "j2", Delay = TimeSpan.FromDays(60) }, new JobLimits(10, 10), default)).Outcome);

        Assert.Null(await world.TakeAsync());
        await world.EnqueueAsync(TestWorld.Globex, "another");
        Assert.Equal("globex", (await world.TakeAsync())!.Job.Tenant);
    }

    [Fact]
    public async Task Worker_takes_its_kinds_its_tenant_and_no_busy_one()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "other", kind: "other");
        await world.EnqueueAsync(TestWorld.Acme, "a");
        await world.EnqueueAsync(TestWorld.Globex, "g");

        Assert.Equal("initech", (await world.TakeAsync(JobsWorld.Turn with { Only = "initech" }))?.Job.Tenant ?? "initech");
        Assert.Equal("globex", (await world.TakeAsync(JobsWorld.Turn with { Except = ["acme"] }))!.Job.Tenant);
        Assert.Null(await world.TakeAsync(JobsWorld.Turn with { Only = "acme", Except = ["acme"] }));
        Assert.Equal("a"u8.ToArray(), (await world.TakeAsync(JobsWorld.Turn with { Only = "acme" }))!.Job.Body.ToArray());
        Assert.Null(await world.TakeAsync());
        Assert.Equal("other", (await world.TakeAsync(JobsWorld.Turn with { Kinds = ["other"] }))!.Job.Kind);
    }

    [Fact]
    public async Task Erased_tenant_leaves_nothing()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "a0", "key");
        await world.EnqueueAsync(TestWorld.Acme, "a1", delay: TimeSpan.FromSeconds(10));
        await world.EnqueueAsync(TestWorld.Globex, "g0");
        LeasedJob running = (await world.TakeAsync(JobsWorld.Turn with { Only = "acme" }))!;

        await world.Store.EraseAsync(TestWorld.Acme, default);

        await world.Store.SettleAsync(running, JobSettlement.GivenBack, default);
        Assert.False(await world.Store.RenewAsync(running, JobsWorld.Lease, default));
        await PassAsync(world, TimeSpan.FromSeconds(15));
        Assert.Equal("globex", (await world.TakeAsync())!.Job.Tenant);
        Assert.Null(await world.TakeAsync());
        Assert.False((await world.EnqueueAsync(TestWorld.Acme, "a0", "key")).WasKnown);
    }

    [Fact]
    public async Task Many_workers_take_each_job_once()
    {
        using JobsWorld world = Open();
        TenantId[] tenants = [TestWorld.Acme, TestWorld.Globex, TestWorld.Initech];
        for (int i = 0; i < 90; i++)
        {
            await world.EnqueueAsync(tenants[i % 3], $"{tenants[i % 3]}/{i}");
        }

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (await world.StepAsync() is { } settlement)
            {
                Assert.Equal(JobFate.Done, settlement.Fate);
            }
        })));

        Assert.Equal(90, world.Script.Ran.Count);
        Assert.Equal(90, world.Script.Ran.Select(static r => r.Id).Distinct().Count());
        Assert.All(world.Script.Ran, static r => Assert.StartsWith(r.Tenant + "/", r.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_taken_from_the_tenant_while_its_job_runs_is_no_failure()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x");
        world.Script.Act = (tenant, _, _) =>
        {
            world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
            world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
            world.Script.Act = static (_, _, _) => Task.CompletedTask;
            return Task.FromResult(tenant.Tenant);
        };

        JobSettlement first = (await world.StepAsync())!;

        Assert.Equal((JobFate.Again, false), (first.Fate, first.CountsAttempt));
        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);
        Assert.Equal([1, 1], world.Script.Ran.Select(static r => r.Attempt));
    }

    [Fact]
    public async Task Job_that_is_cancelled_from_outside_is_given_back()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x");
        using var stopping = new CancellationTokenSource();
        world.Script.Act = async (_, _, token) =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        };

        JobSettlement settlement = await world.Runner.RunAsync((await world.TakeAsync())!, stopping.Token);

        Assert.Equal(JobSettlement.GivenBack, settlement);
    }

    private static async Task StepsAsync(JobsWorld world, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);
        }
    }
}
