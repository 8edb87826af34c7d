using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Tests.Shared;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.BreakGlass;

/// <summary>Ends of grants are written down by the host itself, and a ledger that fails stops nothing but that.</summary>
public sealed class GrantEndsTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task End_is_written_down_after_a_while_and_a_fault_is_logged_once()
    {
        using var log = new EventLog();
        using var world = new BreakGlassWorld(b =>
        {
            b.AddGrantEnds();
            b.Services.AddLogging(l => l.AddProvider(log));
        });
        IHostedService ends = Assert.Single(world.World.Services.GetServices<IHostedService>(), static s => s.GetType().Name == "GrantEnds");
        await ends.StartAsync(default);
        await world.Open();
        BreakGlassGrant second = await world.Open(BreakGlassWorld.Ask("globex"));
        world.Time.Advance(TimeSpan.FromMinutes(30));
        int attempts = 0;
        world.Journal.BeforeWrite = _ => Interlocked.Increment(ref attempts) < 3 ? throw new IOException("secret") : Task.CompletedTask;

        using var guard = new CancellationTokenSource(Guard);
        while (world.Ledger.Appended.Count(static e => e.Action == "break_glass.ended") < 4)
        {
            world.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(5, guard.Token);
        }

        await ends.StopAsync(default);
        Assert.Equal(1, log.Events.Count(static id => id == 2122));
        Assert.Equal(GrantStatus.Ended, second.StatusAt(second.RequestedAt));
    }
}
