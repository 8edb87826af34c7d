using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>Another person approves, in time, once, and exactly what was asked for.</summary>
public sealed class GrantApprovalTests
{
    [Fact]
    public async Task Requester_does_not_approve_himself()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();

        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Approve(id, world.Operator())).Refusal!.Reason);
        Assert.DoesNotContain(world.Ledger.Appended, static e => e.Action == "break_glass.approved");
        Assert.True((await world.Approve(id)).IsDone);
    }

    [Fact]
    public async Task Same_person_under_another_linked_identity_does_not_approve()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();

        // Linked after the request, and before the approval.
        Link(world, new LinkedIdentity(TestWorld.Idp, BreakGlassWorld.Alice), new LinkedIdentity(TestWorld.Idp, BreakGlassWorld.Bob));

        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Approve(id)).Refusal!.Reason);
        Assert.True((await world.Approve(id, world.Operator("carol"))).IsDone);
    }

    [Fact]
    public async Task Same_person_under_his_user_id_does_not_approve()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();
        UserId user = Link(world, new LinkedIdentity(TestWorld.Idp, BreakGlassWorld.Alice), new LinkedIdentity("elsewhere", "a"));

        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Approve(id, world.Operator(user.ToString()))).Refusal!.Reason);
    }

    [Fact]
    public async Task Identity_that_is_linked_while_the_approval_is_on_its_way_counts()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();
        world.Journal.BeforeWrite = change =>
        {
            world.Journal.BeforeWrite = static _ => Task.CompletedTask;
            Link(world, new LinkedIdentity(TestWorld.Idp, BreakGlassWorld.Alice), new LinkedIdentity(TestWorld.Idp, BreakGlassWorld.Bob));
            return Task.CompletedTask;
        };

        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Approve(id)).Refusal!.Reason);
    }

    [Fact]
    public async Task First_answer_wins()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();

        DirectoryResult<BreakGlassGrant>[] answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => world.Approve(id, world.Operator($"o{i}")))));

        BreakGlassGrant grant = Assert.Single(answers, static a => a.IsDone).Value!;
        Assert.All(answers.Where(static a => !a.IsDone), static a => Assert.Equal(DirectoryRefusalReason.Conflict, a.Refusal!.Reason));
        Assert.Equal(GrantStatus.Approved, grant.StatusAt(world.Time.Now));
    }

    [Fact]
    public async Task Request_that_waited_too_long_or_was_taken_back_is_void()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant late = (await world.Request()).Value!;
        BreakGlassGrant back = (await world.Request()).Value!;
        Assert.True((await world.Revoke(back.Id.ToString())).IsDone);
        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Approve(back.Id.ToString())).Refusal!.Reason);

        world.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(GrantStatus.Lapsed, late.StatusAt(world.Time.Now));
        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Approve(late.Id.ToString())).Refusal!.Reason);
        Assert.Equal(DirectoryRefusalReason.NotFound, (await world.Approve("b-none")).Refusal!.Reason);
    }

    [Fact]
    public async Task Maximum_of_whoever_approves_counts_too()
    {
        using var world = new BreakGlassWorld(breakGlass: static o => o.MaxDuration = TimeSpan.FromHours(2));
        string id = (await world.Request(BreakGlassWorld.Ask(duration: TimeSpan.FromHours(2)))).Value!.Id.ToString();
        world.World.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<BreakGlassOptions>>().Value.MaxDuration = TimeSpan.FromHours(2) - TimeSpan.FromTicks(1);

        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Approve(id)).Refusal!.Reason);
        world.World.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<BreakGlassOptions>>().Value.MaxDuration = TimeSpan.FromHours(2);
        Assert.True((await world.Approve(id)).IsDone);
    }

    [Fact]
    public async Task Target_that_was_shut_meanwhile_is_not_opened()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();
        world.Write(DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended));

        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Approve(id)).Refusal!.Reason);
    }

    [Fact]
    public async Task Delegate_approves_and_collects_nothing()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();
        VerifiedTenantClaim bob = world.Operator(BreakGlassWorld.Bob);
        VerifiedTenantClaim child = world.Operator().Delegate("run:1", bob.Scopes, DateTimeOffset.MaxValue);

        // Alice's own child run is not somebody else, and neither is whoever acts by another's token.
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Approve(id, child)).Refusal!.Reason);
        Assert.Equal(
            DirectoryRefusalReason.NotAllowed,
            (await world.Approve(id, world.Operator(BreakGlassWorld.Bob, new ClaimActor { Issuer = TestWorld.Idp, Subject = BreakGlassWorld.Alice }))).Refusal!.Reason);
        await world.Approve(id, bob);
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Collect(id, child)).Refusal!.Reason);
    }

    [Fact]
    public async Task Token_is_collected_once_and_by_the_requester_alone()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();
        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Collect(id)).Refusal!.Reason);
        await world.Approve(id);
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Collect(id, world.Operator(BreakGlassWorld.Bob))).Refusal!.Reason);
        Link(world, new LinkedIdentity(TestWorld.Idp, BreakGlassWorld.Alice), new LinkedIdentity(TestWorld.Idp, "alice-too"));
        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Collect(id, world.Operator("alice-too"))).Refusal!.Reason);

        DirectoryResult<BreakGlassToken>[] tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Collect(id))));

        Assert.Single(tokens, static t => t.IsDone);
        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Collect(id)).Refusal!.Reason);
    }

    private static UserId Link(BreakGlassWorld world, LinkedIdentity first, LinkedIdentity second)
    {
        UserId user = UserId.New();
        world.Write(DirectoryChange.AddMember(TestWorld.Initech, first, user, TenantRole.Readonly, DirectoryActor.Host));
        world.Write(DirectoryChange.LinkIdentity(user, second));
        return user;
    }
}
