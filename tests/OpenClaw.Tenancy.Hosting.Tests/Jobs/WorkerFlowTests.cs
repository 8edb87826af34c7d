using System.Diagnostics;

namespace OpenClaw.Tenancy.Hosting.Tests.Jobs;

/// <summary>What a host makes ambient around the start of its worker, or around a call of the queue, does not flow into jobs.</summary>
public sealed class WorkerFlowTests
{
    private static readonly AsyncLocal<string?> Ambient = new();

    [Fact]
    public async Task Jobs_see_nothing_of_whoever_started_the_worker_or_asked_for_them()
    {
        await using var host = new WorkerHost(2);
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        host.Script.Act = (_, _, _) =>
        {
            seen.Enqueue(Ambient.Value);
            seen.Enqueue(Activity.Current?.OperationName);
            return host.Script.Ran.Count < 4 ? throw new IOException() : Task.CompletedTask;
        };
        using (new Activity("the start").Start())
        {
            Ambient.Value = "whoever started";
            await host.Worker.StartAsync(WorkerHost.Token);
            Ambient.Value = "tenant-0";
            await host.EnqueueAsync(host.Tenants[0], "1");
            Ambient.Value = "tenant-1";
            await host.EnqueueAsync(host.Tenants[1], "2");
            await WorkerHost.UntilAsync(() => host.Script.Ran.Count >= 5);
        }

        Assert.All(seen, Assert.Null);
    }
}
