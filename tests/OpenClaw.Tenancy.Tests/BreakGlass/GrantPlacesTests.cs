using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>The directory holds a thousand grants. One is forgotten when nothing of it is left to do, and never before its end stands in the trails.</summary>
public sealed class GrantPlacesTests
{
    private const int Places = 1_000;

    [Fact]
    public async Task Too_many_that_nobody_looks_at_let_no_other_in_and_those_that_are_done_make_room()
    {
        using BreakGlassWorld world = await FullAsync();
        Assert.Equal(DirectoryRefusalReason.LimitReached, (await world.Request(by: world.Operator("late"))).Refusal?.Reason);

        world.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.True((await world.Request(by: world.Operator("late"))).IsDone);
        Assert.Single(await ListAsync(world));
    }

    [Fact]
    public async Task None_is_forgotten_before_its_end_stands_in_both_trails()
    {
        using BreakGlassWorld world = await FullAsync();
        string[] asked = [.. (await ListAsync(world)).Select(static g => g.Id.ToString())];
        world.Time.Advance(TimeSpan.FromMinutes(2));
        world.Ledger.BeforeAppend = static (e, _) => e.Action == "break_glass.ended" ? throw new IOException() : ValueTask.CompletedTask;

        Assert.Equal(DirectoryRefusalReason.LimitReached, (await world.Request(by: world.Operator("late"))).Refusal?.Reason);
        Assert.Equal(Places, (await ListAsync(world)).Count);

        world.Ledger.BeforeAppend = static (_, _) => ValueTask.CompletedTask;
        world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await world.Request(by: world.Operator("late"))).IsDone);
        foreach (TenantId trail in (TenantId[])[TenantId.Platform, TestWorld.Acme])
        {
            Assert.Equal(asked.Order(), world.Ledger.Appended.Where(e => e.Action == "break_glass.ended" && e.Tenant == trail).Select(static e => e.GrantId!).Order());
        }
    }

    private static async Task<BreakGlassWorld> FullAsync()
    {
        var world = new BreakGlassWorld(breakGlass: static o => (o.PendingLifetime, o.MaxOpenPerRequester) = (TimeSpan.FromMinutes(2), 100));
        for (int i = 0; i < Places; i++)
        {
            Assert.True((await world.Request(by: world.Operator($"operator{i / 100}"))).IsDone);
        }

        return world;
    }

    private static async Task<IReadOnlyList<BreakGlassGrant>> ListAsync(BreakGlassWorld world) =>
        world.Grants.List(await world.Permit(world.Grants.Actions.List, null, world.Operator()), openOnly: false);
}
