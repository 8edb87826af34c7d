using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>What the door lets in with a grant, and what it refuses.</summary>
public sealed class GrantDoorTests
{
    [Fact]
    public async Task Claim_is_the_platforms_and_holds_nothing_but_the_grant()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open();

        VerifiedTenantClaim claim = world.Enter(grant);

        Assert.Equal((TenantId.Platform, TestWorld.Acme, true), (claim.Tenant, claim.ReachedTenant, claim.IsPlatform));
        Assert.Equal((TestWorld.Idp, "alice"), (claim.Issuer, claim.Subject));
        Assert.Empty(claim.Scopes);
        Assert.Equal(["operator.read@acme"], claim.Grant!.Scopes.Select(static s => s.ToString()));
        Assert.Equal((grant.Id.ToString(), TestWorld.Acme, "INC-1", grant.ExpiresAt), (claim.Grant.Id, claim.Grant.Target, claim.Grant.Ticket, claim.Grant.ExpiresAt));
        Assert.True(claim.StillHolds());
    }

    [Fact]
    public async Task Claim_ends_no_later_than_the_grant()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open(BreakGlassWorld.Ask(duration: TimeSpan.FromMinutes(2)));

        Assert.Equal(grant.ExpiresAt, world.Enter(grant).ExpiresAt);
    }

    [Theory]
    [InlineData("grant_unknown", "b-none", "alice", "idp", "platform", "acme", "operator.read@acme", "alice")]
    [InlineData("actor_tenant", null, "alice", "idp", "acme", "acme", "operator.read@acme", "alice")]
    [InlineData("actor_tenant", null, "alice", "idp", null, "acme", "operator.read@acme", "alice")]
    [InlineData("grant_actor", null, "bob", "idp", "platform", "acme", "operator.read@acme", "alice")]
    [InlineData("grant_actor", null, "bob", "idp", "platform", "acme", "operator.read@acme", "bob")]
    [InlineData("grant_actor", null, "alice", "other", "platform", "acme", "operator.read@acme", "alice")]
    [InlineData("grant_actor", null, "alice", "idp", "platform", "acme", "operator.read@acme", "mallory")]
    [InlineData("grant_tenant", null, "alice", "idp", "platform", "globex", "operator.read@globex", "alice")]
    [InlineData("grant_tenant", null, "alice", "idp", "platform", "platform", "operator.read", "alice")]
    [InlineData("grant_tenant", null, "alice", "idp", "platform", "nobody", "operator.read@nobody", "alice")]
    [InlineData("grant_scope", null, "alice", "idp", "platform", "acme", "operator.write@acme", "alice")]
    [InlineData("grant_scope", null, "alice", "idp", "platform", "acme", "operator.read", "alice")]
    [InlineData("grant_scope", null, "alice", "idp", "platform", "acme", "operator.read@globex", "alice")]
    public async Task Token_that_is_not_the_grants_is_refused(
        string detail, string? grantId, string actor, string issuer, string? actorTenant, string tenant, string scope, string subject)
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open();

        ClaimAcceptance acceptance = world.World.Issuer.Accept(world.Asserted(
            grant, tenant, [scope], subject, BreakGlassWorld.Actor(grantId ?? grant.Id.ToString(), actor, issuer, actorTenant)));

        Assert.Equal((DenyReason.TokenInvalid, detail), (acceptance.Reason, acceptance.Detail));
        Assert.Null(acceptance.Claim);
    }

    [Fact]
    public async Task One_scope_beyond_the_grant_refuses_the_whole_token_and_a_lesser_one_does_not()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open(BreakGlassWorld.Ask(scopes: ["operator.write"]));

        Assert.Equal("grant_scope", world.World.Issuer.Accept(world.Asserted(grant, scopes: ["operator.write@acme", "operator.admin@acme"])).Detail);
        Assert.Equal(["operator.read@acme"], world.Enter(grant, ["operator.read@acme"]).Grant!.Scopes.Select(static s => s.ToString()));
        Assert.Equal("grant_scope", world.World.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = "acme",
            Subject = "alice",
            Roles = ["readonly"],
            ExpiresAt = world.Time.Now.AddMinutes(1),
            Actor = BreakGlassWorld.Actor(grant.Id.ToString()),
        }).Detail);
    }

    [Fact]
    public async Task Token_before_the_approval_the_collection_or_after_the_end_is_refused()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = (await world.Request()).Value!;
        Assert.Equal("grant_pending", Detail(world, grant));
        await world.Approve(grant.Id.ToString());
        Assert.Equal("grant_pending", Detail(world, grant));
        await world.Collect(grant.Id.ToString());
        Assert.Null(Detail(world, grant));
        world.Time.Advance(TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1));
        Assert.Null(Detail(world, grant));
        world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("grant_ended", Detail(world, grant));

        // A clock that is set back revives nothing.
        world.Time.Set(TimeSpan.FromMinutes(-20));
        Assert.Equal("grant_ended", Detail(world, grant));
    }

    [Fact]
    public async Task Revoked_grant_shut_target_and_revoked_operator_are_refused()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant revoked = await world.Open();
        await world.Revoke(revoked.Id.ToString());
        Assert.Equal("grant_revoked", Detail(world, revoked));

        BreakGlassGrant grant = await world.Open();
        TenantClaim token = world.Asserted(grant);
        world.Write(DirectoryChange.RevokeMember(TenantId.Platform, TestWorld.Idp, "alice", mayReturn: true));
        Assert.Equal((DenyReason.Revoked, "revoked"), Answer(world, token));
        world.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(Detail(world, grant));
        world.Write(DirectoryChange.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "t1"));
        Assert.Equal((DenyReason.Revoked, "revoked"), Answer(world, world.Asserted(grant)));

        BreakGlassGrant other = await world.Open(BreakGlassWorld.Ask("globex"));
        world.Write(DirectoryChange.SetStatus(TestWorld.Globex, TenantStatus.Suspended));
        Assert.Equal((DenyReason.TenantInactive, "tenant_status"), Answer(world, world.Asserted(other)));
    }

    [Fact]
    public async Task Where_members_alone_are_let_in_an_operator_is_the_platforms_member()
    {
        using var world = new BreakGlassWorld(static b => b.AddIssuer("members", static o => o.ForTenants("acme").AllowPlatform().RequireMembers(), static (_, i) => new TestVerifier(i)));
        void Join(string subject) => world.Write(DirectoryChange.AddMember(TenantId.Platform, new LinkedIdentity(TestWorld.Idp, subject), UserId.New(), TenantRole.Admin, DirectoryActor.Host));
        Join("bob");
        BreakGlassGrant grant = await world.Open();
        ClaimAcceptance Enter() => world.World.IssuerOf("members").Accept(world.Asserted(grant, issuer: "members"));

        Assert.Equal((DenyReason.Revoked, "no_member"), (Enter().Reason, Enter().Detail));
        Join("alice");
        world.Time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(Enter().IsAccepted);
    }

    [Fact]
    public async Task Token_lives_no_longer_than_the_issuers_tokens_and_not_past_its_own_end()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open();

        Assert.Equal((DenyReason.TokenInvalid, "lifetime"), Answer(world, world.Asserted(grant, lifetime: TimeSpan.FromMinutes(6))));
        Assert.Equal((DenyReason.Expired, "expired"), Answer(world, world.Asserted(grant, lifetime: TimeSpan.Zero)));
    }

    [Fact]
    public async Task Issuer_that_may_not_speak_for_the_platform_lets_nobody_in_by_a_grant()
    {
        using var world = new BreakGlassWorld(static b => b.AddIssuer("tenants-only", static o => o.ForTenants("acme"), static (_, i) => new TestVerifier(i)));
        BreakGlassGrant grant = await world.Open();

        ClaimAcceptance acceptance = world.World.IssuerOf("tenants-only").Accept(new TenantClaim
        {
            Issuer = "tenants-only",
            Tenant = "acme",
            Subject = "alice",
            Scopes = ["operator.read@acme"],
            IssuedAt = world.Time.Now,
            ExpiresAt = world.Time.Now.AddMinutes(1),
            Actor = BreakGlassWorld.Actor(grant.Id.ToString()),
        });

        Assert.Equal((DenyReason.TokenInvalid, "grant_unknown"), (acceptance.Reason, acceptance.Detail));
    }

    [Fact]
    public void Host_without_break_glass_and_host_of_one_tenant_let_nobody_in_by_a_grant()
    {
        using var shared = new TestWorld();
        using var pinned = new TestWorld(static o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, "acme"));
        foreach (TestWorld world in (TestWorld[])[shared, pinned])
        {
            ClaimAcceptance acceptance = world.Issuer.Accept(new TenantClaim
            {
                Issuer = TestWorld.Idp,
                Tenant = "acme",
                Subject = "alice",
                Scopes = ["operator.read@acme"],
                IssuedAt = world.Time.Now,
                ExpiresAt = world.Time.Now.AddMinutes(1),
                Actor = BreakGlassWorld.Actor("b1"),
            });

            Assert.Equal((DenyReason.TokenInvalid, "grant_unknown"), (acceptance.Reason, acceptance.Detail));
        }
    }

    private static string? Detail(BreakGlassWorld world, BreakGlassGrant grant) =>
        world.World.Issuer.Accept(world.Asserted(grant)) is { IsAccepted: false } refused ? refused.Detail : null;

    private static (DenyReason, string?) Answer(BreakGlassWorld world, TenantClaim token)
    {
        ClaimAcceptance acceptance = world.World.Issuer.Accept(token);
        return (acceptance.Reason, acceptance.Detail);
    }
}
