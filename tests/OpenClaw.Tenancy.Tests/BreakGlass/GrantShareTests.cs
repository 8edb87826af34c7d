using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Nobody takes the places of all: one operator has so many requests and open grants at a time, and no more.</summary>
public sealed class GrantShareTests
{
    [Fact]
    public async Task One_operator_has_his_share_and_nobody_elses()
    {
        using var world = new BreakGlassWorld(breakGlass: static o => o.MaxOpenPerRequester = 3);
        BreakGlassGrant[] his = [(await world.Request()).Value!, (await world.Request(BreakGlassWorld.Ask("globex"))).Value!, await world.Open()];
        int changes = world.Journal.Records.Count;
        int records = Asked(world);

        Assert.Equal(DirectoryRefusalReason.LimitReached, (await world.Request(BreakGlassWorld.Ask("initech"))).Refusal?.Reason);

        Assert.Equal((changes, records), (world.Journal.Records.Count, Asked(world)));
        Assert.True((await world.Request(by: world.Operator(BreakGlassWorld.Bob))).IsDone);
        await world.Revoke(his[0].Id.ToString());
        Assert.True((await world.Request()).IsDone);
        Assert.False((await world.Request()).IsDone);

        // What is over holds nobody up, reviewed or not.
        world.Time.Advance(TimeSpan.FromHours(1));
        Assert.True((await world.Request()).IsDone);
    }

    [Fact]
    public async Task Another_name_of_the_same_person_gives_no_further_share()
    {
        using var world = new BreakGlassWorld(breakGlass: static o => o.MaxOpenPerRequester = 1);
        UserId user = UserId.New();
        world.Write(DirectoryChange.AddMember(TestWorld.Initech, new LinkedIdentity(TestWorld.Idp, BreakGlassWorld.Alice), user, TenantRole.Readonly, DirectoryActor.Host));
        world.Write(DirectoryChange.LinkIdentity(user, new LinkedIdentity(TestWorld.Idp, "alice-too")));
        Assert.True((await world.Request()).IsDone);

        Assert.Equal(DirectoryRefusalReason.LimitReached, (await world.Request(by: world.Operator("alice-too"))).Refusal?.Reason);
    }

    [Fact]
    public async Task Requests_that_overtake_each_other_are_held_to_the_directorys_own_share()
    {
        using var world = new BreakGlassWorld(breakGlass: static o => o.MaxOpenPerRequester = 100);
        AccessPermit permit = await world.Permit(world.Grants.Actions.Request, null, world.Operator());
        for (int i = 0; i < 99; i++)
        {
            Assert.True((await world.Grants.RequestAsync(permit, BreakGlassWorld.Ask(), null, default)).IsDone);
        }

        // Each has been counted before any is written.
        const int Racers = 8;
        var all = new TaskCompletionSource();
        int arrived = 0;
        world.Ledger.BeforeAppend = async (e, cancellationToken) =>
        {
            if (e.Action == "break_glass.requested" && e.Tenant == TenantId.Platform && Interlocked.Increment(ref arrived) == Racers)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(TimeSpan.FromMinutes(1), cancellationToken);
        };
        DirectoryResult<BreakGlassGrant>[] results = await Task.WhenAll(
            Enumerable.Range(0, Racers).Select(_ => world.Grants.RequestAsync(permit, BreakGlassWorld.Ask(), null, default).AsTask()));

        Assert.Single(results, static r => r.IsDone);
        Assert.Equal(Racers - 1, results.Count(static r => r.Refusal?.Reason == DirectoryRefusalReason.LimitReached));
    }

    private static int Asked(BreakGlassWorld world) => world.Ledger.Appended.Count(static e => e.Action == "break_glass.requested");
}
