using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using Xunit;

namespace OpenClaw.Tenancy.TestKit.Jobs;

/// <summary>What jobs do, wherever they wait.</summary>
public abstract partial class JobContract
{
    private static readonly TimeSpan ShortLease = TimeSpan.FromSeconds(40);

    protected abstract void AddStore(TenancyBuilder builder);

    /// <summary>Lets time pass by the clock that the store goes by.</summary>
    protected abstract Task PassAsync(JobsWorld world, TimeSpan span);

    /// <summary>The moment at which a host starts, or null where it does not matter.</summary>
    protected virtual DateTimeOffset? Now => null;

    protected JobsWorld Open(Action<TenantJobOptions>? jobs = null)
    {
        var world = new JobsWorld(AddStore, jobs);
        if (Now is { } now)
        {
            world.World.Time.Set(now);
        }

        return world;
    }

    [Fact]
    public async Task Job_runs_in_a_scope_of_its_own_tenant_which_ends_with_it()
    {
        using JobsWorld world = Open();
        Assert.Null(await world.StepAsync());
        JobEnqueuing acme = await world.EnqueueAsync(TestWorld.Acme, "for acme");
        await world.EnqueueAsync(TestWorld.Globex, "for globex");
        world.Script.Act = static (tenant, _, _) =>
        {
            Assert.Equal(("corr-job", "run-job"), (tenant.CorrelationId, tenant.RunId));
            Assert.Equal([$"operator.write@{tenant.Tenant}"], tenant.Claim.Scopes.Select(static s => s.ToString()));
            return Task.CompletedTask;
        };

        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);
        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);

        Assert.Null(await world.StepAsync());
        Assert.Equal([("acme", acme.Id!.ToString(), "for acme", 1), ("globex", world.Script.Ran.Last().Id, "for globex", 1)], world.Script.Ran.Select(static r => (r.Tenant, r.Id, r.Body, r.Attempt)));
        Assert.All(world.Script.Ran, static r => Assert.True(r.Context.HasEnded));
        Assert.Empty(world.Ledger.Emitted);
    }

    [Fact]
    public async Task Tenants_take_turns_whatever_the_number_of_their_jobs()
    {
        using JobsWorld world = Open();
        foreach (int i in Enumerable.Range(0, 60))
        {
            await world.EnqueueAsync(TestWorld.Acme, $"a{i}");
        }

        await StepsAsync(world, 10);
        await world.EnqueueAsync(TestWorld.Globex, "g0");
        await world.EnqueueAsync(TestWorld.Initech, "i0");
        await world.EnqueueAsync(TestWorld.Globex, "g1");

        await StepsAsync(world, 6);

        // Each other tenant's job before the second next one of the noisy one.
        string[] order = [.. world.Script.Ran.Skip(10).Select(static r => r.Tenant)];
        Assert.InRange(Array.IndexOf(order, "globex"), 0, 2);
        Assert.InRange(Array.IndexOf(order, "initech"), 0, 2);
        Assert.InRange(Array.LastIndexOf(order, "globex"), 2, 5);
    }

    [Fact]
    public async Task Jobs_of_one_tenant_run_in_their_order()
    {
        using JobsWorld world = Open();
        foreach (int i in Enumerable.Range(0, 20))
        {
            await world.EnqueueAsync(TestWorld.Acme, $"{i}");
        }

        await StepsAsync(world, 20);

        Assert.Equal(Enumerable.Range(0, 20).Select(static i => $"{i}"), world.Script.Ran.Select(static r => r.Body));
    }

    [Fact]
    public async Task Failed_job_is_tried_again_with_its_tenant_and_ends_with_one_record()
    {
        using JobsWorld world = Open();
        JobEnqueuing job = await world.EnqueueAsync(TestWorld.Acme, "x");
        world.Script.Act = static (_, _, _) => throw new IOException("with a secret of the tenant");

        JobSettlement first = (await world.StepAsync())!;
        Assert.Equal((JobFate.Again, true), (first.Fate, first.CountsAttempt));
        Assert.InRange(first.After, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(12));
        Assert.Null(await world.StepAsync());
        await PassAsync(world, TimeSpan.FromSeconds(25));
        Assert.Equal(JobFate.Again, (await world.StepAsync())!.Fate);
        await PassAsync(world, TimeSpan.FromSeconds(40));
        Assert.Equal((JobFate.Dead, "job_attempts"), ((await world.StepAsync())! is var last ? (last.Fate, last.Reason) : default));
        await PassAsync(world, TimeSpan.FromSeconds(100));

        Assert.Null(await world.StepAsync());
        Assert.Equal([("acme", 1), ("acme", 2), ("acme", 3)], world.Script.Ran.Select(static r => (r.Tenant, r.Attempt)));
        AuditEnvelope record = Assert.Single(world.Ledger.Emitted);
        Assert.Equal((TestWorld.Acme, "jobs.run", "job_attempts", job.Id!.ToString(), "someone"), (record.Tenant, record.Action, record.ReasonCode, record.ResourceId, record.Actor));
        Assert.Equal(("corr-job", "run-job"), (record.CorrelationId, record.RunId));
    }

    [Fact]
    public async Task Jobs_of_a_suspended_tenant_wait_and_hold_up_nobody()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "a0");
        await world.EnqueueAsync(TestWorld.Acme, "a1");
        await world.EnqueueAsync(TestWorld.Globex, "g0");
        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);

        Assert.Equal(JobFate.TenantWaits, (await world.StepAsync())!.Fate);
        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);
        Assert.Null(await world.StepAsync());
        await PassAsync(world, TimeSpan.FromSeconds(35));
        Assert.Equal(JobFate.TenantWaits, (await world.StepAsync())!.Fate);

        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        await PassAsync(world, TimeSpan.FromSeconds(35));
        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);
        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);

        Assert.Equal(["a0", "a1", "g0"], world.Script.Ran.Select(static r => r.Body).Order());
        Assert.All(world.Script.Ran, static r => Assert.Equal(1, r.Attempt));
        Assert.Empty(world.Ledger.Emitted);
    }

    [Theory]
    [InlineData("deleted", "tenant_inactive")]
    [InlineData("member", "revoked")]
    [InlineData("credential", "revoked")]
    [InlineData("expired", "expired")]
    public async Task Job_of_whoever_is_gone_ends_with_one_record_and_does_not_run(string loss, string code)
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x", lifetime: loss == "expired" ? TimeSpan.FromMilliseconds(50) : null);
        switch (loss)
        {
            case "deleted":
                world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);
                break;
            case "member":
                world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
                break;
            case "credential":
                world.World.Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "c1");
                break;
            default:
                world.World.Time.Advance(TimeSpan.FromMilliseconds(50));
                break;
        }

        Assert.Equal((JobFate.Dead, code), ((await world.StepAsync())! is var last ? (last.Fate, last.Reason) : default));

        Assert.Null(await world.StepAsync());
        Assert.Empty(world.Script.Ran);
        Assert.Equal((TestWorld.Acme, code), (Assert.Single(world.Ledger.Emitted).Tenant, world.Ledger.Emitted[0].ReasonCode));
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("kind")]
    [InlineData("id")]
    [InlineData("body")]
    [InlineData("envelope")]
    [InlineData("empty envelope")]
    [InlineData("envelope of another job")]
    public async Task Job_whose_row_was_changed_does_not_run_and_leaves_one_record(string field)
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x");
        await world.EnqueueAsync(TestWorld.Globex, "y");
        StoredJob job = (await world.TakeAsync())!.Job;
        StoredJob other = (await world.TakeAsync())!.Job;
        Assert.Equal(("acme", "globex"), (job.Tenant, other.Tenant));
        StoredJob changed = field switch
        {
            "tenant" => job with { Tenant = "globex" },
            "kind" => job with { Kind = "deletion", Id = job.Id },
            "id" => job with { Id = "jffffffffffffffffffffffffffffffff" },
            "body" => job with { Body = "z"u8.ToArray() },
            "envelope" => job with { Envelope = job.Envelope[..^1] + (job.Envelope[^1] == 'A' ? 'Q' : 'A') },
            "empty envelope" => job with { Envelope = string.Empty },
            _ => job with { Envelope = other.Envelope },
        };

        JobSettlement settlement = await world.Runner.RunAsync(new LeasedJob(changed, "l", 1), default);

        Assert.Equal((JobFate.Dead, "token_invalid"), (settlement.Fate, settlement.Reason));
        Assert.Empty(world.Script.Ran);
        Assert.Equal((TenantId.Platform, "envelopes.open"), (Assert.Single(world.Ledger.Emitted).Tenant, world.Ledger.Emitted[0].Action));
        Assert.Equal(JobFate.Done, (await world.Runner.RunAsync(new LeasedJob(job, "l", 1), default)).Fate);
    }

    [Fact]
    public async Task Jobs_of_a_tenant_that_is_removed_go_with_it_and_nobody_elses()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "a");
        await world.EnqueueAsync(TestWorld.Globex, "g");
        using IServiceScope scope = world.World.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            world.World.Claim(TestWorld.Acme, "operator.admin"),
            static async (services, token) =>
            {
                foreach (ITenantHoldings kept in services.GetServices<ITenantHoldings>())
                {
                    // A job is nothing that holds a removal up.
                    Assert.False(await kept.AnyAsync(services.GetRequiredService<TenantContext>(), token));
                    await kept.EraseAsync(services.GetRequiredService<TenantContext>(), token);
                }

                return true;
            },
            default);

        Assert.Equal("globex", (await world.TakeAsync())!.Job.Tenant);
        Assert.Null(await world.TakeAsync());
    }

    [Fact]
    public async Task Forged_row_is_taken_and_ends()
    {
        using JobsWorld world = Open();
        var forged = new StoredJob
        {
            Tenant = "acme",
            Id = "j0",
            Kind = JobsWorld.Kind,
            Body = "x"u8.ToArray(),
            Envelope = "octe1.00000000.AAAA.AAAA",
            ExpiresAt = world.World.Time.Now.AddYears(1),
            Delay = TimeSpan.Zero,
        };
        Assert.Equal(JobAdditionOutcome.Added, (await world.Store.AddAsync(forged, new JobLimits(10, 10), default)).Outcome);

        Assert.Equal(JobFate.Dead, (await world.StepAsync())!.Fate);

        Assert.Null(await world.StepAsync());
        Assert.Empty(world.Script.Ran);
        Assert.Single(world.Ledger.Emitted);
    }
}
