using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>The end of a grant is written down once, in both trails, and opens or shuts nothing.</summary>
public sealed class GrantCloserTests
{
    [Fact]
    public async Task Each_end_is_recorded_once_in_both_trails()
    {
        using var world = new BreakGlassWorld();
        GrantCloser closer = world.World.Services.GetRequiredService<GrantCloser>();
        BreakGlassGrant open = await world.Open();
        BreakGlassGrant lapsed = (await world.Request(BreakGlassWorld.Ask("globex"))).Value!;
        BreakGlassGrant revoked = await world.Open(BreakGlassWorld.Ask("initech"));
        await world.Revoke(revoked.Id.ToString());
        Assert.Equal(0, await closer.CloseEndedAsync(default));

        world.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await closer.CloseEndedAsync(default));
        Assert.Equal(0, await closer.CloseEndedAsync(default));
        world.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(1, await closer.CloseEndedAsync(default));

        AuditEnvelope[] ends = [.. world.Ledger.Appended.Where(static e => e.Action == "break_glass.ended")];
        Assert.Equal(
            [("platform", open.Id.ToString(), "expired"), ("acme", open.Id.ToString(), "expired"), ("platform", lapsed.Id.ToString(), "lapsed"), ("globex", lapsed.Id.ToString(), "lapsed")],
            ends.Select(static e => (e.Tenant.ToString(), e.GrantId!, e.ReasonCode)));
        Assert.All(ends, static e => Assert.Equal((null, "alice", "INC-1"), (e.Actor, e.Details["requester"], e.Details["ticket"])));
    }

    [Fact]
    public async Task End_that_could_not_be_recorded_is_recorded_later_and_the_grant_is_over_all_the_same()
    {
        using var world = new BreakGlassWorld();
        GrantCloser closer = world.World.Services.GetRequiredService<GrantCloser>();
        BreakGlassGrant grant = await world.Open();
        world.Time.Advance(TimeSpan.FromMinutes(30));
        world.Ledger.BeforeAppend = static (_, _) => throw new IOException();

        Assert.Equal(0, await closer.CloseEndedAsync(default));
        Assert.Equal("grant_ended", world.World.Issuer.Accept(world.Asserted(grant)).Detail);
        world.Ledger.BeforeAppend = static (_, _) => ValueTask.CompletedTask;
        Assert.Equal(0, await closer.CloseEndedAsync(default));
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await closer.CloseEndedAsync(default));

        Assert.Equal(2, world.Ledger.Appended.Count(static e => e.Action == "break_glass.ended"));
    }

    [Fact]
    public async Task Of_several_processes_over_one_journal_one_records_it()
    {
        using var world = new BreakGlassWorld();
        await world.Open();
        world.Time.Advance(TimeSpan.FromMinutes(30));
        GrantCloser[] closers = [.. Enumerable.Range(0, 4).Select(_ => ActivatorOf(world))];

        int[] closed = await Task.WhenAll(closers.Select(static c => Task.Run(() => c.CloseEndedAsync(default))));

        Assert.Equal(1, closed.Sum());
        Assert.Equal(2, world.Ledger.Appended.Count(static e => e.Action == "break_glass.ended"));
    }

    [Fact]
    public async Task Written_end_stands_whatever_the_clock_says_and_a_review_is_still_open()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open();
        world.Time.Advance(TimeSpan.FromMinutes(30));
        await world.World.Services.GetRequiredService<GrantCloser>().CloseEndedAsync(default);

        Assert.Equal(GrantStatus.Ended, grant.StatusAt(grant.RequestedAt));
        Assert.True((await world.Review(grant.Id.ToString())).IsDone);
    }

    // Each has a name of its own, as in each process.
    private static GrantCloser ActivatorOf(BreakGlassWorld world)
    {
        var services = new ServiceCollection();
        services.AddTenancy(static o => o.Mode = TenancyMode.Shared).AddBreakGlass();
        return (GrantCloser)services.Last(static s => s.ServiceType == typeof(GrantCloser)).ImplementationFactory!(world.World.Services);
    }
}
