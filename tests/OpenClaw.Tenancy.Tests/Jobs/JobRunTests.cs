using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Tests.Jobs;

/// <summary>What becomes of a job is settled by its envelope, its attempts and what its handler does, and a job that ends undone leaves one record.</summary>
public sealed class JobRunTests : IDisposable
{
    private readonly AnsweringStore _store = new();
    private readonly ScopedLines _lines = new();
    private readonly JobsWorld _world;

    public JobRunTests() => _world = new JobsWorld(
        b => b.Services.AddSingleton<ITenantJobStore>(_store),
        static o => (o.MaxAttempts, o.MaxRetryDelay, o.RunTimeout) = (100, TimeSpan.FromSeconds(1000), TimeSpan.FromMinutes(1)),
        b => b.Services.AddLogging(l => l.AddProvider(_lines)));

    public void Dispose()
    {
        _world.Dispose();
        _lines.Dispose();
    }

    [Fact]
    public async Task Job_that_ran_is_done()
    {
        JobSettlement settlement = await RunAsync(await StoreAsync());

        Assert.Equal(new JobSettlement(JobFate.Done, TimeSpan.Zero, CountsAttempt: true), settlement);
        Assert.Equal(("acme", 1), (Assert.Single(_world.Script.Ran).Tenant, _world.Script.Ran.Single().Attempt));
        Assert.Empty(_world.Ledger.Emitted);
    }

    [Theory]
    [InlineData("Acme", JobsWorld.Kind, "j1", false)]
    [InlineData("", JobsWorld.Kind, "j1", false)]
    [InlineData("acme", "Work", "j1", true)]
    [InlineData("acme", "", "j1", true)]
    [InlineData("acme", JobsWorld.Kind, "j 1", true)]
    [InlineData("acme", JobsWorld.Kind, "", true)]
    [InlineData("Acme", "Work", "j 1", false)]
    public async Task Row_that_was_never_written_here_ends_with_a_record_of_the_platform(string tenant, string kind, string id, bool isKnown)
    {
        JobSettlement settlement = await RunAsync(await StoreAsync() with { Tenant = tenant, Kind = kind, Id = id });

        Assert.Equal(Dead("token_invalid"), settlement);
        RequireLost(id, "token_invalid", isKnown);
    }

    [Fact]
    public async Task Job_with_which_processes_died_too_often_ends_without_another_run()
    {
        StoredJob job = await StoreAsync();
        Assert.Equal(JobFate.Done, (await RunAsync(job, 100)).Fate);
        _world.Script.Ran.Clear();

        Assert.Equal(Dead("job_attempts"), await RunAsync(job, 101));

        RequireLost(job.Id, "job_attempts", isKnown: true);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(7, 640)]
    [InlineData(8, 1000)]
    [InlineData(99, 1000)]
    public async Task Failed_job_waits_twice_as_long_each_time_give_or_take_a_fifth(int attempt, int seconds)
    {
        StoredJob job = await StoreAsync();
        _world.Script.Act = static (_, _, _) => throw new IOException("with a secret of the tenant");

        JobSettlement settlement = await RunAsync(job, attempt);

        Assert.Equal((JobFate.Again, true, null), (settlement.Fate, settlement.CountsAttempt, settlement.Reason));
        Assert.InRange(settlement.After, TimeSpan.FromSeconds(seconds * 0.8), TimeSpan.FromSeconds(seconds * 1.2));
        Assert.Empty(_world.Ledger.Emitted);
        string line = Assert.Single(_lines.Lines, static l => l.Text.Contains("OCT2601", StringComparison.Ordinal)).Text;
        Assert.Contains($"attempt {attempt} with IOException", line, StringComparison.Ordinal);
        Assert.DoesNotContain(_lines.Lines, static l => l.Text.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Job_that_fails_for_the_last_time_ends_with_a_record_of_its_tenant()
    {
        StoredJob job = await StoreAsync();
        _world.Script.Act = static (_, _, _) => throw new IOException();

        Assert.Equal(Dead("job_attempts"), await RunAsync(job, 100));

        AuditEnvelope record = Assert.Single(_world.Ledger.Emitted);
        Assert.Equal((TestWorld.Acme, "jobs.run", job.Id, "job_attempts", AuditOutcome.Denied), (record.Tenant, record.Action, record.ResourceId, record.ReasonCode, record.Outcome));
        Assert.Equal(("someone", "idp", "corr-job", "run-job"), (record.Actor, record.Issuer, record.CorrelationId, record.RunId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task What_is_taken_from_the_holder_meanwhile_is_no_failure(int attempt)
    {
        StoredJob job = await StoreAsync();
        _world.Script.Act = (_, _, _) =>
        {
            _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
            throw new IOException();
        };

        Assert.Equal(new JobSettlement(JobFate.Again, TimeSpan.Zero, CountsAttempt: false), await RunAsync(job, attempt));

        Assert.Empty(_world.Ledger.Emitted);
        Assert.Equal(Dead("revoked"), await RunAsync(job, attempt));
    }

    [Fact]
    public async Task Job_that_is_stopped_from_outside_is_given_back_and_one_that_takes_too_long_has_failed()
    {
        StoredJob job = await StoreAsync();
        using var stopping = new CancellationTokenSource();
        _world.Script.Act = async (_, _, token) =>
        {
            await stopping.CancelAsync();
            token.ThrowIfCancellationRequested();
        };
        Assert.Equal(new JobSettlement(JobFate.Again, TimeSpan.Zero, CountsAttempt: false), await _world.Runner.RunAsync(new LeasedJob(job, "l", 100), stopping.Token));
        _world.Script.Act = (_, _, token) =>
        {
            _world.World.Time.Advance(TimeSpan.FromMinutes(1));
            token.ThrowIfCancellationRequested();
            return Task.CompletedTask;
        };

        JobSettlement late = await RunAsync(job);

        Assert.Equal((JobFate.Again, true), (late.Fate, late.CountsAttempt));
    }

    [Theory]
    [InlineData("suspended", JobFate.TenantWaits)]
    [InlineData("stale", JobFate.Again)]
    public async Task What_may_not_run_now_waits_and_counts_as_no_attempt(string why, JobFate fate)
    {
        StoredJob job = await StoreAsync();
        if (why == "suspended")
        {
            _world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
        }
        else
        {
            _world.World.Directory.ReportRefreshed(_world.World.Time.Now - TimeSpan.FromMinutes(1));
        }

        Assert.Equal(new JobSettlement(fate, TimeSpan.FromSeconds(30), CountsAttempt: false), await RunAsync(job));

        Assert.Empty(_world.Script.Ran);
        Assert.Empty(_world.Ledger.Emitted);
    }

    [Theory]
    [InlineData("tenant")]
    [InlineData("kind")]
    [InlineData("id")]
    [InlineData("body")]
    public async Task Row_that_was_changed_does_not_run(string field)
    {
        StoredJob job = await StoreAsync();
        StoredJob changed = field switch
        {
            "tenant" => job with { Tenant = "globex" },
            "kind" => job with { Kind = "other" },
            "id" => job with { Id = "j1" },
            _ => job with { Body = "z"u8.ToArray() },
        };

        Assert.Equal(Dead("token_invalid"), await RunAsync(changed));

        Assert.Empty(_world.Script.Ran);
        Assert.Equal((TenantId.Platform, "envelopes.open"), (Assert.Single(_world.Ledger.Emitted).Tenant, _world.Ledger.Emitted[0].Action));
    }

    [Fact]
    public async Task What_is_missing_is_named() => await Assert.ThrowsAsync<ArgumentNullException>("leased", () => _world.Runner.RunAsync(null!, default));

    [Theory]
    [InlineData("acme", null, "", true)]
    [InlineData("acme", null, "globex", true)]
    [InlineData("acme", null, "acme", false)]
    [InlineData("acme", "acme", "", true)]
    [InlineData("acme", "globex", "", false)]
    [InlineData("acme", "globex", "acme", false)]
    [InlineData("acme", "acme", "acme", false)]
    public void Turn_admits_its_own_tenant_and_no_busy_one(string tenant, string? only, string busy, bool admits) =>
        Assert.Equal(admits, (JobsWorld.Turn with { Only = only, Except = busy.Length == 0 ? [] : [busy] }).Admits(tenant));

    // Stores keep it for as long as keys are remembered, over releases.
    [Fact]
    public async Task Likeness_stays_what_it_was()
    {
        StoredJob job = await StoreAsync();

        Assert.Equal("dab030afe75d97e2ab402e27873b359ef5fea32cdf1521d20b37abe4bac0a4f9", job.Likeness().ToString());
        Assert.Equal(job.Likeness(), (job with { Id = "j1", Key = "k", Tenant = "globex" }).Likeness());
        Assert.NotEqual(job.Likeness(), (job with { Kind = "other" }).Likeness());
        Assert.NotEqual(job.Likeness(), (job with { Body = "y"u8.ToArray() }).Likeness());
    }

    private static JobSettlement Dead(string reason) => new(JobFate.Dead, TimeSpan.Zero, CountsAttempt: true, reason);

    private async Task<StoredJob> StoreAsync()
    {
        Assert.True((await _world.EnqueueAsync(TestWorld.Acme, "x")).IsAccepted);
        return _store.Added[^1].Job;
    }

    private Task<JobSettlement> RunAsync(StoredJob job, int attempt = 1) => _world.Runner.RunAsync(new LeasedJob(job, "l", attempt), default);

    private void RequireLost(string id, string code, bool isKnown)
    {
        Assert.Empty(_world.Script.Ran);
        AuditEnvelope record = Assert.Single(_world.Ledger.Emitted);
        Assert.Equal((TenantId.Platform, "jobs.run", id, code, AuditOutcome.Denied), (record.Tenant, record.Action, record.ResourceId, record.ReasonCode, record.Outcome));
        Assert.Equal((isKnown ? TestWorld.Acme : null, null), (record.TargetTenant, record.Actor));
    }
}
