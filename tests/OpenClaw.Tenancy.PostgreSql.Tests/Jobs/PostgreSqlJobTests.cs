using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.PostgreSql.Jobs;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Jobs;

/// <summary>Jobs in PostgreSQL do what all jobs do.</summary>
public sealed class PostgreSqlJobTests : JobContract, IClassFixture<JobDatabase>
{
    private readonly JobDatabase _database;

    public PostgreSqlJobTests(JobDatabase database)
    {
        _database = database;
        database.Empty();
    }

    // The database has its own clock.
    protected override DateTimeOffset? Now => TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Dead_job_stays_to_be_looked_at_and_a_done_one_leaves_its_key_alone()
    {
        using JobsWorld world = Open(static o => o.MaxAttempts = 1);
        await world.EnqueueAsync(TestWorld.Acme, "with a key", "k");
        await world.StepAsync();
        Assert.Equal("1||", _database.Sql("SELECT state || '|' || encode(body, 'escape') || '|' || envelope FROM tenancy_jobs"));
        await world.EnqueueAsync(TestWorld.Acme, "without");
        await world.StepAsync();
        Assert.Equal(1L, _database.Sql("SELECT count(*) FROM tenancy_jobs"));
        world.Script.Act = static (_, _, _) => throw new IOException();
        await world.EnqueueAsync(TestWorld.Acme, "dead");

        Assert.Equal(JobFate.Dead, (await world.StepAsync())!.Fate);

        Assert.Equal("2|job_attempts|dead", _database.Sql("SELECT state || '|' || reason || '|' || encode(body, 'escape') FROM tenancy_jobs WHERE job_key IS NULL"));
        Assert.Equal(0, _database.Sql("SELECT jobs FROM tenancy_job_turns"));
    }

    [Fact]
    public async Task What_has_ended_goes_as_fast_as_it_comes()
    {
        using JobsWorld world = Open();
        Assert.Null(await world.TakeAsync());
        Ended("acme", 3_500, "now() - interval '1 hour'");
        world.World.Time.Advance(TimeSpan.FromMinutes(1));

        for (int i = 0; i < 4; i++)
        {
            Assert.Null(await world.TakeAsync());
        }

        Assert.Equal(0L, _database.Sql("SELECT count(*) FROM tenancy_jobs"));
    }

    [Fact]
    public async Task Ended_jobs_of_a_tenant_are_bounded_and_the_newest_are_kept()
    {
        using JobsWorld world = Open(static o => o.MaxJobsPerTenant = 3);
        Assert.Null(await world.TakeAsync());
        Ended("acme", 5, "now() + i * interval '1 hour'");
        Ended("globex", 2, "now() + i * interval '1 hour'");
        world.World.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await world.TakeAsync());

        Assert.Equal("acme/3,acme/4,acme/5,globex/1,globex/2", _database.Sql("SELECT string_agg(tenant_id || '/' || job_id, ',' ORDER BY tenant_id, job_id) FROM tenancy_jobs"));
    }

    [Fact]
    public async Task Row_that_was_moved_to_another_tenant_in_the_database_does_not_run()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x");
        await world.EnqueueAsync(TestWorld.Globex, "y");
        _database.Sql("UPDATE tenancy_jobs SET tenant_id = 'globex' WHERE tenant_id = 'acme'");

        await StepsAsync(world);

        // What was moved counted for another tenant. It is counted anew within a minute.
        world.World.Time.Advance(TimeSpan.FromMinutes(1));
        await StepsAsync(world);
        Assert.Equal(0L, _database.Sql("SELECT sum(jobs) FROM tenancy_job_turns"));
        Assert.Equal(("globex", "y"), (Assert.Single(world.Script.Ran).Tenant, world.Script.Ran.First().Body));
        Assert.Equal("envelope_purpose", Assert.Single(world.Ledger.Emitted).Detail);
    }

    [Fact]
    public async Task Two_hosts_share_the_jobs_and_a_suspension_in_one_lets_the_tenant_wait_in_both()
    {
        using var signer = OpenClaw.Tenancy.Signing.EcdsaSigner.Generate();
        using var one = new JobsWorld(AddStore, signer: signer);
        using var two = new JobsWorld(AddStore, signer: signer);
        one.World.Time.Set(Now!.Value);
        two.World.Time.Set(Now!.Value);
        await one.EnqueueAsync(TestWorld.Acme, "x");
        one.World.Directory.SetStatus(TestWorld.Acme, OpenClaw.Tenancy.Directory.TenantStatus.Suspended);

        Assert.Equal(JobFate.TenantWaits, (await one.StepAsync())!.Fate);
        Assert.Null(await two.StepAsync());
        await PassAsync(two, TimeSpan.FromSeconds(31));
        Assert.Equal(JobFate.Done, (await two.StepAsync())!.Fate);
        Assert.Equal(("acme", "x", 1), (two.Script.Ran.Single().Tenant, two.Script.Ran.Single().Body, two.Script.Ran.Single().Attempt));
    }

    [Fact]
    public async Task Script_may_run_again_over_jobs_that_wait()
    {
        using JobsWorld world = Open();
        await world.EnqueueAsync(TestWorld.Acme, "x");

        _database.Sql(TenancyJobTables.Script());

        Assert.Equal(JobFate.Done, (await world.StepAsync())!.Fate);
    }

    // By the database's own count of the rows that it read. A session says it when it ends.
    [Fact]
    public async Task Take_reads_a_few_rows_of_however_many()
    {
        using (JobsWorld first = Open())
        {
            Assert.Null(await first.TakeAsync());
        }

        foreach ((string tenant, int jobs) in ((string, int)[])[("globex", 3_000), ("acme", 3)])
        {
            _database.Sql(
                "INSERT INTO tenancy_jobs (tenant_id, job_id, kind, likeness, body, envelope, state, attempts, due_at, expires_at) "
                + $"SELECT '{tenant}', i::text, 'work', '', '', '', 0, 0, now() - interval '1 minute', now() + interval '1 hour' FROM generate_series(1, {jobs}) i");
            _database.Sql($"INSERT INTO tenancy_job_turns (tenant_id, turn, jobs, waits_until) VALUES ('{tenant}', 0, {jobs}, '-infinity')");
        }

        _database.Sql("VACUUM (ANALYZE) tenancy_jobs");
        long before = Read();
        using (JobsWorld world = Open())
        {
            for (int i = 0; i < 6; i++)
            {
                await world.TakeAsync();
            }
        }

        for (int i = 0; Read() == before; i++)
        {
            Assert.True(i < 600, "Nothing was read.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.InRange(Read() - before, 6, 300);

        long Read() => (long)_database.Sql("SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables WHERE relname = 'tenancy_jobs'")!;
    }

    private void Ended(string tenant, int count, string expiresAt) => _database.Sql(
        "INSERT INTO tenancy_jobs (tenant_id, job_id, kind, likeness, body, envelope, state, attempts, due_at, expires_at) "
        + $"SELECT '{tenant}', i::text, 'work', '', '', '', 2, 1, now(), {expiresAt} FROM generate_series(1, {count}) i");

    private static async Task StepsAsync(JobsWorld world)
    {
        while (await world.StepAsync() is not null)
        {
        }
    }

    protected override void AddStore(TenancyBuilder builder) => builder.AddPostgreSqlJobs(_database.ConnectionString, static o => o.CreateTables = true);

    // The moments move back, and not the clock ahead.
    protected override Task PassAsync(JobsWorld world, TimeSpan span)
    {
        string interval = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"interval '{span.TotalMilliseconds} milliseconds'");
        _database.Sql($"UPDATE tenancy_jobs SET due_at = due_at - {interval}; UPDATE tenancy_job_turns SET waits_until = waits_until - {interval}");
        return Task.CompletedTask;
    }
}
