using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Hosting.Tests.Jobs;

/// <summary>Workers are thrown away and handlers fail at random: each job is done once or again, always for its own tenant, and none is lost.</summary>
public sealed class JobWorkerCrashTests(ITestOutputHelper output)
{
    private const int Tenants = 16;
    private static readonly bool Soak = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_SOAK") == "1";
    private static readonly int PerTenant = Soak ? 10_000 : Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 500 : 40;

    [Fact]
    public async Task No_job_is_lost_or_done_for_another_tenant()
    {
        await using var host = new WorkerHost(
            Tenants, static o => (o.MaxParallel, o.MaxParallelPerTenant) = (12, 3), static o => (o.MaxAttempts, o.MaxJobs, o.MaxJobsPerTenant) = (1000, Tenants * 10_000, 10_000));
        var done = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        int wrong = 0;
        host.Script.Act = async (tenant, job, token) =>
        {
            if (RandomNumberGenerator.GetInt32(4) == 0)
            {
                await Task.Yield();
            }

            if (RandomNumberGenerator.GetInt32(20) == 0)
            {
                throw new IOException();
            }

            string body = System.Text.Encoding.UTF8.GetString(job.Body.Span);
            Interlocked.Add(ref wrong, body.StartsWith(tenant.Tenant + "/", StringComparison.Ordinal) ? 0 : 1);
            token.ThrowIfCancellationRequested();
            done.AddOrUpdate(body, 1, static (_, n) => n + 1);

            // So that a worker is often thrown away between what a job did and the word that it is done.
            if (RandomNumberGenerator.GetInt32(20) == 0)
            {
                await Task.Delay(20, token);
            }
        };
        int thrownAway = 0;
        using var over = new CancellationTokenSource();
        Task crashes = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                await host.Worker.StartAsync(CancellationToken.None);
                await Task.Delay(RandomNumberGenerator.GetInt32(5, 40));
                await host.Worker.StopAsync(new CancellationToken(canceled: true));
                thrownAway++;
            }

            await host.Worker.StartAsync(CancellationToken.None);
        });
        await Task.WhenAll(host.Tenants.Select(tenant => Task.Run(async () =>
        {
            for (int i = 0; i < PerTenant; i++)
            {
                Assert.True((await host.EnqueueAsync(tenant, $"{tenant}/{i}")).IsAccepted);
            }
        })));
        await Task.WhenAny(WorkerHost.UntilAsync(() => done.Count == Tenants * PerTenant, seconds: Soak ? 1_200 : 240), crashes);
        await over.CancelAsync();
        await crashes;
        await WorkerHost.UntilAsync(() => done.Count == Tenants * PerTenant);

        Assert.Equal(0, wrong);
        Assert.Equal(Tenants * PerTenant, done.Count);
        Assert.Empty(host.Ledger.Emitted);

        // Else no worker was thrown away in the middle of a job, and nothing was shown.
        Assert.True(done.Values.Sum() > done.Count);
        output.WriteLine($"{done.Count} jobs done, {done.Values.Sum() - done.Count} of them again, {thrownAway} workers thrown away, {host.Script.Ran.Count} runs");
    }
}
