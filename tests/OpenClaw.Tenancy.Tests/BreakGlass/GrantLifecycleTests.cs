using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>A grant from the request to the review, with what stands in both trails before each step.</summary>
public sealed class GrantLifecycleTests
{
    [Fact]
    public async Task Grant_asked_approved_collected_and_used_is_intelligible_from_the_trails_alone()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = (await world.Request()).Value!;
        string id = grant.Id.ToString();
        Assert.Equal((GrantStatus.Pending, false, null), (grant.StatusAt(world.Time.Now), grant.PostIncidentReviewRequired, grant.ExpiresAt));

        Assert.True((await world.Approve(id)).IsDone);
        Assert.Equal(world.Time.Now + TimeSpan.FromMinutes(30), grant.ExpiresAt);
        Assert.True(grant.PostIncidentReviewRequired);
        BreakGlassToken token = (await world.Collect(id)).Value!;
        Assert.Equal(world.Time.Now + TimeSpan.FromMinutes(5), token.ExpiresAt);
        Assert.Equal(nameof(BreakGlassToken), token.ToString());

        VerifiedTenantClaim claim = world.Enter(grant);
        AccessRequest read = new(claim, world.Engine.Action("operator.read", "sessions.read"), ResourceRef.Owned("s1", TestWorld.Acme), world.Time.Now) { RunId = "r7" };
        AccessResult used = await world.Engine.AuthorizeAsync(read);

        Assert.Equal((AccessWay.Grant, TestWorld.Acme, TenantId.Platform), (used.Decision.Way, used.Permit!.Tenant, used.Permit.EffectiveTenant));
        foreach (TenantId trail in (TenantId[])[TenantId.Platform, TestWorld.Acme])
        {
            AuditEnvelope[] records = [.. world.Ledger.Appended.Where(e => e.Tenant == trail && e.GrantId == id)];
            Assert.Equal(["break_glass.requested", "break_glass.approved", "break_glass.collected", "sessions.read"], records.Select(static e => e.Action));
            Assert.All(records, static e => Assert.Equal((TenantId.Platform, TestWorld.Acme, "INC-1"), (e.EffectiveTenant, e.TargetTenant, e.Details["ticket"])));
            Assert.All(records[..3], static e => Assert.Equal(
                ("operator.read", "1800", "alice", "the queue is stuck", "corr-bg"),
                (e.Details["scopes"], e.Details["duration_seconds"], e.Details["requester"], e.StatedReason, e.CorrelationId)));
            Assert.Equal(["alice", "bob", "alice", "alice"], records.Select(static e => e.Actor));
            Assert.Equal(("bob", TestWorld.Idp), (records[1].Details["approver"], records[1].Details["approver_issuer"]));
            Assert.Equal(("bob", TestWorld.Idp), (records[2].Details["approver"], records[2].Details["requester_issuer"]));
            Assert.Equal(("grant", "s1", "r7", AuditOutcome.Allowed), (records[3].Way, records[3].ResourceId, records[3].RunId, records[3].Outcome));
        }
    }

    [Fact]
    public async Task Token_is_minted_for_the_target_with_the_operator_as_the_platforms_actor()
    {
        using var world = new BreakGlassWorld();

        BreakGlassGrant grant = await world.Open(BreakGlassWorld.Ask(scopes: ["operator.read", "operator.approvals"], duration: TimeSpan.FromMinutes(2)));

        TenantTokenRequest minted = Assert.Single(world.Mint.Requests);
        Assert.Equal((TestWorld.Acme, "alice", grant.ExpiresAt), (minted.Tenant, minted.Subject, minted.NotAfter));
        Assert.Equal(["operator.read@acme", "operator.approvals@acme"], minted.Scopes);
        Assert.Equal((TestWorld.Idp, "alice", "platform", grant.Id.ToString()), (minted.Actor!.Issuer, minted.Actor.Subject, minted.Actor.Tenant, minted.Actor.Grant));
    }

    [Fact]
    public async Task List_shows_what_is_open_and_what_is_to_be_reviewed()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant open = await world.Open();
        world.Time.Advance(TimeSpan.FromMinutes(1));
        BreakGlassGrant pending = (await world.Request(BreakGlassWorld.Ask("globex"))).Value!;
        BreakGlassGrant revoked = (await world.Request(BreakGlassWorld.Ask("initech"))).Value!;
        await world.Revoke(revoked.Id.ToString());
        AccessPermit permit = await world.Permit(world.Grants.Actions.List, null, world.Operator());

        Assert.Equal([pending, open], world.Grants.List(permit, openOnly: true));
        Assert.Equal(3, world.Grants.List(permit, openOnly: false).Count);
        world.Time.Advance(TimeSpan.FromMinutes(31));
        permit = await world.Permit(world.Grants.Actions.List, null, world.Operator());
        Assert.Equal([pending], world.Grants.List(permit, openOnly: true));
        Assert.Equal((true, null), (open.PostIncidentReviewRequired, open.Review));

        Assert.Equal(DirectoryRefusalReason.NotAllowed, (await world.Review(open.Id.ToString(), by: world.Operator())).Refusal!.Reason);
        Assert.True((await world.Review(open.Id.ToString(), "the queue was emptied")).IsDone);

        Assert.Equal(("carol", "the queue was emptied"), (open.Review!.Reviewer.Subject, open.Review.Note));
        AuditEnvelope[] reviews = [.. world.Ledger.Appended.Where(static e => e.Action == "break_glass.reviewed")];
        Assert.Equal([TenantId.Platform, TestWorld.Acme], reviews.Select(static e => e.Tenant));
        Assert.All(reviews, static e => Assert.Equal("the queue was emptied", e.StatedReason));
        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Review(open.Id.ToString())).Refusal!.Reason);
        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Review(pending.Id.ToString())).Refusal!.Reason);
        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Review(revoked.Id.ToString())).Refusal!.Reason);
    }

    [Fact]
    public async Task Permit_of_another_step_or_grant_is_none()
    {
        using var world = new BreakGlassWorld();
        string id = (await world.Request()).Value!.Id.ToString();
        AccessPermit revoke = await world.Permit(world.Grants.Actions.Revoke, id, world.Operator(BreakGlassWorld.Bob));
        AccessPermit other = await world.Permit(world.Grants.Actions.Approve, "b-other", world.Operator(BreakGlassWorld.Bob));

        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await world.Grants.ApproveAsync(revoke, id, null, default));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await world.Grants.ApproveAsync(other, id, null, default));
        Assert.Throws<TenantScopeRequiredException>(() => world.Grants.List(revoke, openOnly: false));
    }
}
