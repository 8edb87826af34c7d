using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.PostgreSql;
using SharedState.Host;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Jobs;

/// <summary>Processes that run jobs are killed at random: each job is done once or again, always for its own tenant, and none is lost.</summary>
public sealed class PostgreSqlJobKillTests : IDisposable
{
    private const int Tenants = 16;
    private static readonly bool Soak = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_SOAK") == "1";
    private static readonly bool Long = Soak || Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1";
    private static readonly int PerTenant = Soak ? 10_000 : Long ? 500 : 20;
    private static readonly int Kills = Long ? 30 : 3;

    private readonly PrivateCluster _server;
    private readonly ITestOutputHelper _output;
    private readonly string _name = "kills" + RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("jobs-").FullName;

    public PostgreSqlJobKillTests(Cluster cluster, ITestOutputHelper output)
    {
        (_server, _output) = (cluster.Require(), output);
        TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"CREATE DATABASE {_name}");
        TestDatabase.Run(ConnectionString, "CREATE TABLE notes (tenant text NOT NULL, body text NOT NULL, attempt int NOT NULL)");
    }

    // Processes of workers are killed, and not the database: what it has said is there, whether it is on the disk yet or not.
    private string ConnectionString => $"Host={_server.Host};Port={_server.Port};Username=postgres;Database={_name};Maximum Pool Size=10;Options=-c synchronous_commit=off";

    public void Dispose()
    {
        TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"DROP DATABASE {_name} WITH (FORCE)");
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task No_job_is_lost_or_done_for_another_tenant()
    {
        string keyFile = Path.Combine(_folder, "key.pem");
        using IHost host = JobWorking.Builder(ConnectionString, keyFile, Tenants).Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.Services.GetRequiredService<PostgreSql.Jobs.TenancyJobTables>().CreateAsync(TestContext.Current.CancellationToken);
        Task adding = Task.WhenAll(Enumerable.Range(0, Tenants).Select(t => Task.Run(() => AddAsync(host, TenantId.From($"tenant-{t}")))));
        int kills = 0;
        Task[] workers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (int kill = Interlocked.Increment(ref kills); kill <= Kills; kill = Interlocked.Increment(ref kills))
            {
                using Process worker = Start(keyFile);
                await worker.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

                // The first two while they do the first jobs, which take long; the others when they have done some.
                long some = Number("SELECT count(*) FROM notes") + RandomNumberGenerator.GetInt32(1, (Tenants * PerTenant / Kills) + 1);
                await UntilAsync(() => kill <= 2
                    ? Number("SELECT count(*) FROM tenancy_jobs WHERE lease IS NOT NULL AND due_at > clock_timestamp()") > 0
                    : Number("SELECT count(*) FROM notes") >= some || (adding.IsCompleted && Number("SELECT count(*) FROM tenancy_jobs") == 0));
                worker.Kill();
                await worker.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
        }))];
        Task cleaning = Soak ? CleanAsync() : Task.CompletedTask;
        await Task.WhenAll(workers.Append(adding));
        using (Process last = Start(keyFile))
        {
            await UntilAsync(() => Number("SELECT count(*) FROM tenancy_jobs") == 0);
            last.Kill();
            await last.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await cleaning;
        Assert.Equal(Tenants * PerTenant, Number("SELECT count(DISTINCT body) FROM notes"));
        Assert.Equal(0, Number("SELECT count(*) FROM notes WHERE body NOT LIKE tenant || '/%'"));
        Assert.Equal(0, Number("SELECT count(*) FROM tenancy_job_turns WHERE jobs <> 0"));

        // Else no process was killed in the middle of a job, and nothing was shown.
        Assert.NotEqual(0, Number("SELECT count(*) FROM notes WHERE attempt > 1"));
        await host.StopAsync(TestContext.Current.CancellationToken);
        _output.WriteLine($"{Tenants * PerTenant} jobs done, {Number("SELECT count(*) FROM notes") - (Tenants * PerTenant)} of them again, {Kills} processes killed, {Number("SELECT count(*) FROM notes WHERE attempt > 1")} notes by another process than the first");
    }

    private static async Task AddAsync(IHost host, TenantId tenant)
    {
        TenantIssuer issuer = host.Services.GetRequiredService<JobWorking.Door>().Issuer;
        ITenantJobQueue queue = host.Services.GetRequiredService<ITenantJobQueue>();
        for (int i = 0; i < PerTenant; i++)
        {
            DateTimeOffset now = TimeProvider.System.GetUtcNow();
            VerifiedTenantClaim claim = issuer.Accept(new TenantClaim
            {
                Issuer = JobWorking.Issuer, Tenant = tenant.ToString(), Subject = "someone", Scopes = [$"operator.write@{tenant}"], IssuedAt = now, ExpiresAt = now.AddMinutes(1),
            }).Claim!;
            using IServiceScope scope = host.Services.CreateScope();
            JobEnqueuing added = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
                claim,
                async (services, token) => await queue.EnqueueAsync(
                    services.GetRequiredService<TenantContext>(), new TenantJobRequest { Kind = JobWorking.Kind, Body = Encoding.UTF8.GetBytes($"{tenant}/{i}") }, token),
                default);
            Assert.True(added.IsAccepted, added.Refusal.ToString());
        }
    }

    // The suite's servers look after no table by themselves, which for short tests is right; tables of 160,000 jobs are looked after, as everywhere.
    private async Task CleanAsync()
    {
        while (Number("SELECT count(*) FROM tenancy_jobs") > 0)
        {
            TestDatabase.Run(ConnectionString, "VACUUM (ANALYZE) tenancy_job_turns");
            TestDatabase.Run(ConnectionString, "VACUUM (ANALYZE) tenancy_jobs");
            await Task.Delay(5_000, TestContext.Current.CancellationToken);
        }
    }

    private Process Start(string keyFile)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "SharedState.Host.dll");
        return Process.Start(new ProcessStartInfo(
            Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet", [program, "jobs", ConnectionString, keyFile, $"{Tenants}"])
        {
            RedirectStandardOutput = true,
        })!;
    }

    private long Number(string sql) => Convert.ToInt64(TestDatabase.Run(ConnectionString, sql), provider: null);

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(TimeSpan.FromMinutes(Soak ? 40 : 10));
        while (!isSo())
        {
            // It counts rows: of many, that would take more of the server than the jobs do.
            await Task.Delay(Soak ? 1_000 : 20, guard.Token);
        }
    }
}
