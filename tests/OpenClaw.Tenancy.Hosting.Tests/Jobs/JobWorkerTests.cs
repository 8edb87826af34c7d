using System.Collections.Concurrent;
using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.Hosting.Tests.Jobs;

/// <summary>The worker runs so many at once, in turns, and stops without losing anything.</summary>
public sealed class JobWorkerTests
{
    [Fact]
    public async Task No_more_run_at_once_than_may_and_of_one_tenant_no_more_than_its_share()
    {
        await using var host = new WorkerHost(3, static o => (o.MaxParallel, o.MaxParallelPerTenant) = (4, 2));
        int running = 0;
        int most = 0;
        var perTenant = new ConcurrentDictionary<string, int>();
        int mostOfOne = 0;
        host.Script.Act = async (tenant, _, token) =>
        {
            string name = tenant.Tenant.ToString();
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            InterlockedMax(ref mostOfOne, perTenant.AddOrUpdate(name, 1, static (_, n) => n + 1));
            await Task.Delay(5, token);
            perTenant.AddOrUpdate(name, 0, static (_, n) => n - 1);
            Interlocked.Decrement(ref running);
        };
        for (int i = 0; i < 60; i++)
        {
            await host.EnqueueAsync(host.Tenants[i < 40 ? 0 : i % 3], $"{i}");
        }

        await host.Worker.StartAsync(WorkerHost.Token);
        await WorkerHost.UntilAsync(() => host.Script.Ran.Count == 60 && Volatile.Read(ref running) == 0);

        Assert.InRange(most, 2, 4);
        Assert.Equal(2, mostOfOne);
    }

    [Fact]
    public async Task What_waits_and_what_runs_is_counted_without_a_tag()
    {
        await using var host = new WorkerHost(2, static o => (o.MaxParallel, o.MaxParallelPerTenant) = (2, 1));
        var go = new TaskCompletionSource();
        host.Script.Act = (_, _, token) => go.Task.WaitAsync(token);
        foreach (TenantId tenant in (TenantId[])[host.Tenants[0], host.Tenants[0], host.Tenants[0], host.Tenants[1]])
        {
            await host.EnqueueAsync(tenant, "work");
        }

        Assert.Equal(4, host.Metrics.Collect()["openclaw.tenancy.jobs.waiting"]);
        await host.Worker.StartAsync(WorkerHost.Token);
        await WorkerHost.UntilAsync(() => host.Metrics.Collect() is var now && now["openclaw.tenancy.jobs.running"] == 2 && now["openclaw.tenancy.jobs.waiting"] == 2);
        Assert.All(host.Metrics.Measured.Where(static m => m.Name.Contains(".jobs.", StringComparison.Ordinal)), static m => Assert.Empty(m.Tags));

        go.SetResult();
        await WorkerHost.UntilAsync(() => host.Metrics.Collect() is var now && now["openclaw.tenancy.jobs.running"] == 0 && now["openclaw.tenancy.jobs.waiting"] == 0);
    }

    [Fact]
    public async Task Noisy_tenant_holds_up_nobody_for_more_than_a_turn()
    {
        await using var host = new WorkerHost(4, static o => (o.MaxParallel, o.MaxParallelPerTenant) = (1, 1));
        int noisy = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 10_000 : 400;
        for (int i = 0; i < noisy; i++)
        {
            await host.EnqueueAsync(host.Tenants[0], "noise");
        }

        var waited = new List<int>();
        host.Script.Act = async (tenant, job, _) =>
        {
            // After each tenth job of the noisy one, another tenant asks for one.
            if (tenant.Tenant == host.Tenants[0] && host.Script.Ran.Count % 10 == 0)
            {
                await host.EnqueueAsync(host.Tenants[1 + (host.Script.Ran.Count / 10 % 3)], $"{host.Script.Ran.Count}");
            }
            else if (tenant.Tenant != host.Tenants[0])
            {
                waited.Add(host.Script.Ran.Count - int.Parse(System.Text.Encoding.UTF8.GetString(job.Body.Span), provider: null));
            }
        };
        await host.Worker.StartAsync(WorkerHost.Token);
        await WorkerHost.UntilAsync(() => host.Script.Ran.Count(r => r.Tenant == "tenant-0") == noisy);

        // Counted in turns and not by a clock: one of the noisy tenant may stand before it, and none more.
        Assert.True(waited.Count > noisy / 20, $"{waited.Count}");
        Assert.All(waited, static turns => Assert.InRange(turns, 1, 2));
    }

    [Fact]
    public async Task Stop_waits_for_what_runs_and_takes_no_more()
    {
        await using var host = new WorkerHost(1, static o => (o.MaxParallel, o.MaxParallelPerTenant) = (1, 1));
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool ended = false;
        host.Script.Act = async (_, _, token) =>
        {
            begun.TrySetResult();
            await end.Task.WaitAsync(token);
            Volatile.Write(ref ended, true);
        };
        await host.EnqueueAsync(host.Tenants[0], "1");
        await host.EnqueueAsync(host.Tenants[0], "2");
        await host.Worker.StartAsync(WorkerHost.Token);
        await begun.Task;

        Task stopping = host.Worker.StopAsync(CancellationToken.None);
        await Task.Delay(30);
        Assert.False(stopping.IsCompleted);
        end.SetResult();
        await stopping;

        Assert.True(ended);
        Assert.Single(host.Script.Ran);
        await host.Worker.StartAsync(WorkerHost.Token);
        await WorkerHost.UntilAsync(() => host.Script.Ran.Count == 2);
    }

    [Fact]
    public async Task What_is_cut_short_by_the_stop_comes_again_and_the_attempt_does_not_count()
    {
        await using var host = new WorkerHost(1);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Script.Act = async (_, _, token) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, token);
        };
        await host.EnqueueAsync(host.Tenants[0], "1");
        await host.Worker.StartAsync(WorkerHost.Token);
        await begun.Task;

        await host.Worker.StopAsync(new CancellationToken(canceled: true));
        host.Script.Act = static (_, _, _) => Task.CompletedTask;
        await host.Worker.StartAsync(WorkerHost.Token);
        await WorkerHost.UntilAsync(() => host.Script.Ran.Count == 2);

        Assert.Equal([1, 1], host.Script.Ran.Select(static r => r.Attempt));
    }

    [Fact]
    public async Task Job_that_takes_too_long_is_cancelled_and_fails()
    {
        await using var host = new WorkerHost(1, jobs: static o => (o.RunTimeout, o.MaxAttempts) = (TimeSpan.FromMilliseconds(30), 2));
        host.Script.Act = static (_, _, token) => Task.Delay(Timeout.Infinite, token);
        await host.EnqueueAsync(host.Tenants[0], "1");
        await host.Worker.StartAsync(WorkerHost.Token);

        await WorkerHost.UntilAsync(() => host.Ledger.Emitted.Count == 1);

        Assert.Equal([1, 2], host.Script.Ran.Select(static r => r.Attempt));
        Assert.Equal("job_attempts", host.Ledger.Emitted[0].ReasonCode);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
