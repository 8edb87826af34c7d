using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>What the queue takes it hands to the store as it was asked, and what it does not take it refuses with one record.</summary>
public sealed class JobQueueTests : IDisposable
{
    private readonly AnsweringStore _store = new();
    private readonly JobsWorld _world;

    public JobQueueTests() => _world = new JobsWorld(
        b => b.Services.AddSingleton<ITenantJobStore>(_store), static o => (o.MaxJobsPerTenant, o.MaxJobs) = (7, 70), static b => b.AddTenantEnvelopes(static o => o.MaxBodyBytes = 16));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Store_is_given_what_was_asked_and_the_bounds()
    {
        JobEnqueuing job = await _world.EnqueueAsync(TestWorld.Acme, "body", "key", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

        (StoredJob stored, JobLimits limits) = Assert.Single(_store.Added);
        Assert.Equal((true, false, JobRefusal.None, DenyReason.None), (job.IsAccepted, job.WasKnown, job.Refusal, job.Reason));
        Assert.Equal((job.Id!.ToString(), "acme", JobsWorld.Kind, "key", "body"), (stored.Id, stored.Tenant, stored.Kind, stored.Key, Encoding.UTF8.GetString(stored.Body.Span)));
        Assert.Equal((TimeSpan.FromMinutes(1), _world.World.Time.Now + TimeSpan.FromMinutes(2)), (stored.Delay, stored.ExpiresAt));
        Assert.Equal((7, 70), (limits.PerTenant, limits.InAll));
        Assert.Empty(_world.Ledger.Emitted);
    }

    [Fact]
    public async Task Known_job_is_the_one_that_was_there()
    {
        _store.Answer = static _ => new JobAddition(JobAdditionOutcome.Known, "j1");

        JobEnqueuing job = await _world.EnqueueAsync(TestWorld.Acme, "x");

        Assert.Equal((true, true, "j1"), (job.IsAccepted, job.WasKnown, job.Id?.ToString()));
    }

    [Theory]
    [InlineData(JobAdditionOutcome.Full, null, JobRefusal.QueueFull, "job_queue_full")]
    [InlineData(JobAdditionOutcome.TenantFull, null, JobRefusal.TenantFull, "job_tenant_full")]
    [InlineData(JobAdditionOutcome.KeyTaken, "j1", JobRefusal.KeyTaken, "job_key_taken")]
    [InlineData(JobAdditionOutcome.Known, null, JobRefusal.Unavailable, "dependency_unavailable")]
    [InlineData(JobAdditionOutcome.Known, "no id!", JobRefusal.Unavailable, "dependency_unavailable")]
    [InlineData((JobAdditionOutcome)99, "j1", JobRefusal.Unavailable, "dependency_unavailable")]
    [InlineData(null, null, JobRefusal.Unavailable, "dependency_unavailable")]
    public async Task What_the_store_does_not_keep_is_refused_with_one_record(JobAdditionOutcome? outcome, string? id, JobRefusal refusal, string code)
    {
        _store.Answer = _ => outcome is { } answered ? new JobAddition(answered, id) : throw new IOException("The store does not answer.");

        JobEnqueuing job = await _world.EnqueueAsync(TestWorld.Acme, "x");

        Assert.Equal((false, null, false, refusal, DenyReason.None), (job.IsAccepted, job.Id, job.WasKnown, job.Refusal, job.Reason));
        AuditEnvelope record = Assert.Single(_world.Ledger.Emitted);
        Assert.Equal(("jobs.enqueue", JobsWorld.Kind, code, AuditOutcome.Denied), (record.Action, record.ResourceId, record.ReasonCode, record.Outcome));
        Assert.Equal((TestWorld.Acme, TestWorld.Acme, TestWorld.Acme, "someone", "idp"), (record.Tenant, record.EffectiveTenant, record.TargetTenant, record.Actor, record.Issuer));
        Assert.Equal(("corr-job", "run-job"), (record.CorrelationId, record.RunId));
    }

    [Fact]
    public async Task Caller_who_ends_the_waiting_is_told_so()
    {
        using var ended = new CancellationTokenSource();
        _store.Answer = _ =>
        {
            ended.Cancel();
            throw new OperationCanceledException(ended.Token);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InScopeAsync(
            tenant => _world.Queue.EnqueueAsync(tenant, new TenantJobRequest { Kind = JobsWorld.Kind }, ended.Token).AsTask()));

        Assert.Empty(_world.Ledger.Emitted);
    }

    [Fact]
    public async Task What_cannot_be_sealed_is_refused_and_does_not_reach_the_store()
    {
        JobEnqueuing job = await _world.EnqueueAsync(TestWorld.Acme, new string('x', 17));

        Assert.Equal((false, JobRefusal.NotSealed, DenyReason.PolicyDenied), (job.IsAccepted, job.Refusal, job.Reason));
        Assert.Empty(_store.Added);
        Assert.Equal("envelopes.seal", Assert.Single(_world.Ledger.Emitted).Action);
    }

    [Theory]
    [InlineData(0, 60, null)]
    [InlineData(1, 60, null)]
    [InlineData(59, 60, null)]
    [InlineData(60, 60, "jobs.enqueue")]
    [InlineData(61, 60, "jobs.enqueue")]
    [InlineData(86_400, null, "jobs.enqueue")]
    [InlineData(86_399, null, null)]
    [InlineData(0, 0, "envelopes.seal")]
    public async Task Job_waits_less_than_it_lives(int delay, int? lifetime, string? refusedBy)
    {
        JobEnqueuing job = await _world.EnqueueAsync(
            TestWorld.Acme, "x", delay: TimeSpan.FromSeconds(delay), lifetime: lifetime is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

        Assert.Equal((refusedBy is null, refusedBy is null ? DenyReason.None : DenyReason.Expired), (job.IsAccepted, job.Reason));
        Assert.Equal(refusedBy, _world.Ledger.Emitted.SingleOrDefault()?.Action);
        Assert.Equal(refusedBy is null ? 1 : 0, _store.Added.Count);
    }

    [Fact]
    public async Task Delay_is_no_less_than_none() =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _world.EnqueueAsync(TestWorld.Acme, "x", delay: TimeSpan.FromTicks(-1)));

    [Theory]
    [InlineData("w", true)]
    [InlineData("a.b_c-9", true)]
    [InlineData("z234567890123456789012345678901234567890123456789012345678901234", true)]
    [InlineData("z2345678901234567890123456789012345678901234567890123456789012345", false)]
    [InlineData("", false)]
    [InlineData("Work", false)]
    [InlineData("worK", false)]
    [InlineData("9a", false)]
    [InlineData(".a", false)]
    [InlineData("a b", false)]
    [InlineData("a:b", false)]
    [InlineData("a/b", false)]
    [InlineData("ä", false)]
    public async Task Kind_has_a_grammar(string kind, bool isOne)
    {
        Assert.Equal(isOne, await IsTakenAsync("kind", () => _world.EnqueueAsync(TestWorld.Acme, "x", kind: kind)));
        Assert.Equal(isOne ? 1 : 0, _store.Added.Count);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("!", true)]
    [InlineData("~", true)]
    [InlineData("Order/7:{x}", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("a b", false)]
    [InlineData("\u007f", false)]
    [InlineData("a\n", false)]
    [InlineData("ä", false)]
    public async Task Key_has_a_grammar(string? key, bool isOne)
    {
        Assert.Equal(isOne, await IsTakenAsync("key", () => _world.EnqueueAsync(TestWorld.Acme, "x", key)));
        Assert.Equal(isOne ? 1 : 0, _store.Added.Count);
    }

    [Fact]
    public async Task Key_is_bounded()
    {
        Assert.True(await IsTakenAsync("key", () => _world.EnqueueAsync(TestWorld.Acme, "x", new string('k', 128))));
        Assert.False(await IsTakenAsync("key", () => _world.EnqueueAsync(TestWorld.Acme, "x", new string('k', 129))));
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await InScopeAsync(async tenant =>
        {
            await Assert.ThrowsAsync<ArgumentNullException>(nameof(tenant), () => _world.Queue.EnqueueAsync(null!, new TenantJobRequest { Kind = "w" }, default).AsTask());
            await Assert.ThrowsAsync<ArgumentNullException>("job", () => _world.Queue.EnqueueAsync(tenant, null!, default).AsTask());
            await Assert.ThrowsAsync<ArgumentNullException>("kind", () => _world.Queue.EnqueueAsync(tenant, new TenantJobRequest { Kind = null! }, default).AsTask());
            return true;
        });
        ITenantHoldings kept = _world.World.Services.GetServices<ITenantHoldings>().Single(static h => h.GetType().Assembly == typeof(StoredJob).Assembly);
        await Assert.ThrowsAsync<ArgumentNullException>("tenant", async () => await kept.EraseAsync(null!, default));
    }

    [Fact]
    public async Task Jobs_hold_no_deletion_up() => Assert.False(await InScopeAsync(async tenant =>
    {
        bool any = false;
        foreach (ITenantHoldings kept in _world.World.Services.GetServices<ITenantHoldings>())
        {
            any |= await kept.AnyAsync(tenant, default);
        }

        return any;
    }));

    [Fact]
    public void Default_of_an_enqueuing_is_a_refusal() => Assert.False(default(JobEnqueuing).IsAccepted);

    [Fact]
    public void Options_are_fixed_at_start()
    {
        var open = new TenantJobOptions { MaxJobs = 9 };
        TenantJobOptions started = _world.World.Services.GetRequiredService<IOptions<TenantJobOptions>>().Value;

        Assert.Equal(9, open.MaxJobs);
        Assert.Throws<InvalidOperationException>(() => started.MaxJobs = 8);
        Assert.Equal(70, started.MaxJobs);
    }

    private async Task<bool> IsTakenAsync(string argument, Func<Task<JobEnqueuing>> enqueue)
    {
        try
        {
            return (await enqueue()).IsAccepted;
        }
        catch (ArgumentException fault)
        {
            Assert.Equal(argument, fault.ParamName);
            return false;
        }
    }

    private async Task<T> InScopeAsync<T>(Func<TenantContext, Task<T>> work)
    {
        using IServiceScope scope = _world.World.Services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            _world.World.Claim(TestWorld.Acme, "operator.write"), (services, _) => work(services.GetRequiredService<TenantContext>()), default);
    }
}
