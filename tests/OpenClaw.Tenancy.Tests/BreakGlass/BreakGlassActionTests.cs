using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Each step of break-glass is an action of the platform, and what it acts upon is the platform's.</summary>
public sealed class BreakGlassActionTests
{
    [Fact]
    public void Each_step_has_its_name_and_kind_and_takes_an_admin()
    {
        using var world = new BreakGlassWorld();
        BreakGlassActions steps = world.Grants.Actions;
        (AccessAction Action, string Name, AccessActionKind Kind)[] rows =
        [
            (steps.List, "break_glass.list", AccessActionKind.Platform),
            (steps.Request, "break_glass.request", AccessActionKind.PlatformPrivilege),
            (steps.Approve, "break_glass.approve", AccessActionKind.PlatformPrivilege),
            (steps.Collect, "break_glass.collect", AccessActionKind.PlatformPrivilege),
            (steps.Revoke, "break_glass.revoke", AccessActionKind.PlatformPrivilege),
            (steps.Review, "break_glass.review", AccessActionKind.PlatformPrivilege),
        ];

        Assert.All(rows, static row => Assert.Equal((row.Name, row.Kind, "operator.admin"), (row.Action.Name, row.Action.Kind, row.Action.RequiredScope)));
    }

    [Fact]
    public async Task Grant_is_the_platforms_and_one_that_was_never_asked_for_is_nobodys()
    {
        using var world = new BreakGlassWorld();
        IResourceOwnerSource<BreakGlassGrant> owners = world.World.Services.GetRequiredService<IResourceOwnerSource<BreakGlassGrant>>();

        Assert.Equal(TenantId.Platform, await owners.FindOwnerAsync((await world.Request()).Value!.Id.ToString(), default));
        Assert.Null(await owners.FindOwnerAsync(GrantId.New().ToString(), default));
    }

    [Fact]
    public async Task Grant_that_was_never_asked_for_is_not_found_by_an_operator_and_none_of_a_delegates_business()
    {
        using var world = new BreakGlassWorld();
        string id = GrantId.New().ToString();
        VerifiedTenantClaim child = world.Operator().Delegate("run:1", world.Operator().Scopes, DateTimeOffset.MaxValue);

        Assert.Equal(DirectoryRefusalReason.NotFound, (await world.Collect(id)).Refusal!.Reason);
        Assert.Equal(DirectoryRefusalReason.NotFound, (await world.Review(id)).Refusal!.Reason);
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Collect(id, child)).Refusal!.Reason);
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Review(id, by: child)).Refusal!.Reason);
    }

    [Fact]
    public async Task Grants_are_listed_newest_first_and_of_one_moment_by_their_ids()
    {
        using var world = new BreakGlassWorld();
        var first = new List<string>();
        for (int i = 0; i < 5; i++)
        {
            first.Add((await world.Request(by: world.Operator($"operator{i}"))).Value!.Id.ToString());
        }

        world.Time.Advance(TimeSpan.FromSeconds(1));
        string last = (await world.Request()).Value!.Id.ToString();

        IReadOnlyList<BreakGlassGrant> all = world.Grants.List(await world.Permit(world.Grants.Actions.List, null, world.Operator()), openOnly: true);

        Assert.Equal([last, .. first.Order(StringComparer.Ordinal)], all.Select(static g => g.Id.ToString()));
    }

    [Theory]
    [InlineData("seen", true)]
    [InlineData("", false)]
    [InlineData("two\nlines", false)]
    public void Note_of_a_review_is_one_line(string note, bool isOne)
    {
        Exception? fault = Record.Exception(() => BreakGlassGrants.RequireNote(note));

        Assert.Equal(isOne, fault is null);
        Assert.True(fault is null or ArgumentException, fault?.ToString());
    }
}
