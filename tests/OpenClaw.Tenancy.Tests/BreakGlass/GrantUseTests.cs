using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.Tests.Authorization;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.BreakGlass;

/// <summary>What a claim with a grant opens: the target, with the grant's scopes, while the grant lives; each use on record before it.</summary>
public sealed class GrantUseTests
{
    [Fact]
    public async Task Grant_opens_its_target_and_nothing_else()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());

        Assert.Equal((DenyReason.None, AccessWay.Grant), await Ask(world, claim, TestWorld.Acme));
        Assert.Equal((DenyReason.TenantMismatch, AccessWay.None), await Ask(world, claim, TestWorld.Globex));
        Assert.Equal((DenyReason.TenantMismatch, AccessWay.None), await Ask(world, claim, TenantId.Platform));
        Assert.Equal((DenyReason.ResourceUnowned, AccessWay.None), await Ask(world, claim, null));
        Assert.Equal((DenyReason.ScopeMissing, AccessWay.None), await Ask(world, claim, TestWorld.Acme, "operator.write"));
        Assert.Equal(DenyReason.ResourceAbsent, world.World.Decide(claim, ResourceRef.Absent("r1")));
    }

    [Theory]
    [InlineData(AccessActionKind.Platform)]
    [InlineData(AccessActionKind.PlatformPrivilege)]
    public async Task Nothing_of_the_platform_is_opened_by_a_grant(AccessActionKind kind)
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open(BreakGlassWorld.Ask(scopes: ["operator.admin"])));

        foreach (TenantId owner in (TenantId[])[TenantId.Platform, TestWorld.Acme])
        {
            AccessRequest request = world.World.Request(claim, Tests.Authorization.Ask.Of(owner), world.Engine.Action("operator.admin", "tenants.create", kind));
            Assert.Equal(DenyReason.ScopeMissing, (await world.Engine.AuthorizeAsync(request)).Decision.Reason);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CrossTenantAccess.BreakGlass)]
    [InlineData(CrossTenantAccess.GlobalScope)]
    public async Task Grant_counts_whichever_way_of_crossing_is_on_and_is_not_the_global_one(CrossTenantAccess? crossing)
    {
        using var world = new BreakGlassWorld(options: o => o.CrossTenantAccess = crossing);
        VerifiedTenantClaim claim = world.Enter(await world.Open());

        Assert.Equal((DenyReason.None, AccessWay.Grant), await Ask(world, claim, TestWorld.Acme));
        Assert.Equal((DenyReason.TenantMismatch, AccessWay.None), await Ask(world, claim, TestWorld.Globex));
    }

    [Fact]
    public async Task Unknown_scope_of_the_grant_counts_exactly()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open(BreakGlassWorld.Ask(scopes: ["custom.x"])));

        Assert.Equal((DenyReason.None, AccessWay.Grant), await Ask(world, claim, TestWorld.Acme, "custom.x"));
        Assert.Equal((DenyReason.ScopeMissing, AccessWay.None), await Ask(world, claim, TestWorld.Acme, "custom.y"));
    }

    [Fact]
    public async Task Selectors_name_the_target()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());
        AccessRequest request = world.World.Request(claim, Tests.Authorization.Ask.Of(TestWorld.Acme));

        Assert.True((await world.Engine.AuthorizeAsync(request with { Selection = default(TenantSelection).And("acme") })).IsAllowed);
        foreach (string other in (string[])["globex", "platform"])
        {
            Assert.Equal(DenyReason.SelectorMismatch, (await world.Engine.AuthorizeAsync(request with { Selection = default(TenantSelection).And(other) })).Decision.Reason);
        }
    }

    [Fact]
    public async Task Grant_dies_at_its_end_with_no_timer_and_a_clock_set_back_revives_nothing()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open(BreakGlassWorld.Ask(duration: TimeSpan.FromMinutes(1))));
        AccessPermit permit = (await world.Engine.AuthorizeAsync(world.World.Request(claim, Tests.Authorization.Ask.Of(TestWorld.Acme)))).Permit!;
        world.Time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal((DenyReason.None, AccessWay.Grant), await Ask(world, claim, TestWorld.Acme));

        world.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal((DenyReason.Expired, AccessWay.None), await Ask(world, claim, TestWorld.Acme));
        world.Time.Set(TimeSpan.FromSeconds(-30));
        Assert.Equal((DenyReason.Expired, AccessWay.None), await Ask(world, claim, TestWorld.Acme));
        Assert.False(claim.StillHolds());
        Assert.Throws<TenantScopeRequiredException>(permit.RequireTenant);
        Assert.False(world.Engine.Holds(permit, world.World.Read(), "r1", world.Time.Now));
    }

    [Fact]
    public async Task Revocation_between_read_and_use_closes_the_permit()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open();
        VerifiedTenantClaim claim = world.Enter(grant);
        AccessPermit permit = (await world.Engine.AuthorizeAsync(world.World.Request(claim, Tests.Authorization.Ask.Of(TestWorld.Acme)))).Permit!;
        Assert.Equal(TestWorld.Acme, world.Engine.Demand(permit, world.World.Read(), "r1"));

        await world.Revoke(grant.Id.ToString());

        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, world.World.Read(), "r1"));
        Assert.Equal((DenyReason.Revoked, AccessWay.None), await Ask(world, claim, TestWorld.Acme));
        Assert.Equal(DirectoryRefusalReason.Conflict, (await world.Revoke(grant.Id.ToString())).Refusal!.Reason);
    }

    public static TheoryData<string, DenyReason> Deaths => new()
    {
        { "target suspended", DenyReason.TenantInactive },
        { "target deleted", DenyReason.TenantInactive },
        { "target reopened", DenyReason.Revoked },
        { "operator revoked", DenyReason.Revoked },
        { "operator shut out", DenyReason.Revoked },
        { "token revoked", DenyReason.Revoked },
    };

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task Grant_dies_with_whatever_it_lives_by(string death, DenyReason reason)
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());
        DirectoryChange[] changes = death switch
        {
            "target suspended" => [DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended)],
            "target deleted" => [DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Deleted)],
            "target reopened" => [DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Suspended), DirectoryChange.SetStatus(TestWorld.Acme, TenantStatus.Active)],
            "operator revoked" => [DirectoryChange.RevokeMember(TenantId.Platform, TestWorld.Idp, "alice", mayReturn: true)],
            "operator shut out" => [DirectoryChange.RevokeMember(TenantId.Platform, TestWorld.Idp, "alice", mayReturn: false)],
            _ => [DirectoryChange.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "t1")],
        };

        Array.ForEach(changes, world.Write);

        Assert.Equal((reason, AccessWay.None), await Ask(world, claim, TestWorld.Acme));
        Assert.False(claim.StillHolds());
    }

    [Fact]
    public async Task Delegate_of_the_claim_holds_no_more_and_dies_with_it()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open(BreakGlassWorld.Ask(scopes: ["operator.write"]));
        VerifiedTenantClaim child = world.Enter(grant).Delegate(
            "run:1",
            [TenantScopedScope.ForTenant("operator.read", TestWorld.Acme), TenantScopedScope.ForTenant("operator.admin", TestWorld.Acme), TenantScopedScope.Global("operator.read"), TenantScopedScope.ForTenant("operator.read", TestWorld.Globex)],
            DateTimeOffset.MaxValue);

        Assert.Equal(["operator.read@acme"], child.Grant!.Scopes.Select(static s => s.ToString()));
        Assert.Equal((DenyReason.None, AccessWay.Grant), await Ask(world, child, TestWorld.Acme));
        Assert.Equal((DenyReason.ScopeMissing, AccessWay.None), await Ask(world, child, TestWorld.Acme, "operator.write"));
        Assert.All(world.Ledger.Appended.TakeLast(2), static e => Assert.Equal(("alice", "run:1"), (e.Actor, e.Delegate)));
        await world.Revoke(grant.Id.ToString());
        Assert.Equal((DenyReason.Revoked, AccessWay.None), await Ask(world, child, TestWorld.Acme));
    }

    [Theory]
    [InlineData("platform")]
    [InlineData("acme")]
    public async Task Use_whose_record_cannot_be_made_durable_is_refused(string trail)
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());
        world.Ledger.BeforeAppend = (e, _) => e.Tenant.ToString() == trail ? throw new IOException("disk full") : ValueTask.CompletedTask;

        Assert.Equal((DenyReason.AuditUnavailable, AccessWay.None), await Ask(world, claim, TestWorld.Acme));
    }

    [Fact]
    public async Task Each_use_is_recorded_and_a_synchronous_decision_allows_none()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());
        int before = world.Ledger.Appended.Count;

        Assert.Equal(DenyReason.AsyncRequired, world.World.Decide(claim, Tests.Authorization.Ask.Of(TestWorld.Acme)));
        await Ask(world, claim, TestWorld.Acme);
        await Ask(world, claim, TestWorld.Acme);

        Assert.Equal(["platform", "acme", "platform", "acme"], world.Ledger.Appended.Skip(before).Select(static e => e.Tenant.ToString()));
    }

    [Fact]
    public async Task Refusal_is_one_record_in_the_platforms_trail_with_the_grant()
    {
        using var world = new BreakGlassWorld();
        BreakGlassGrant grant = await world.Open();
        VerifiedTenantClaim claim = world.Enter(grant);
        int before = world.Ledger.Emitted.Count;

        await Ask(world, claim, TestWorld.Globex);
        await Ask(world, claim, TestWorld.Acme, "operator.write");

        AuditEnvelope[] records = [.. world.Ledger.Emitted.Skip(before)];
        Assert.Equal(["tenant_mismatch", "scope_missing"], records.Select(static e => e.ReasonCode));
        Assert.All(records, e => Assert.Equal(
            (TenantId.Platform, TenantId.Platform, "alice", grant.Id.ToString(), "INC-1"), (e.Tenant, e.EffectiveTenant, e.Actor, e.GrantId, e.Details["ticket"])));
    }

    [Fact]
    public async Task Token_of_a_grant_that_goes_on_ends_at_its_own_end()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());
        world.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal((DenyReason.None, AccessWay.Grant), await Ask(world, claim, TestWorld.Acme));

        world.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal((DenyReason.Expired, AccessWay.None), await Ask(world, claim, TestWorld.Acme));
        world.Time.Set(TimeSpan.FromSeconds(-30));
        Assert.Equal((DenyReason.Expired, AccessWay.None), await Ask(world, claim, TestWorld.Acme));
    }

    [Fact]
    public async Task What_a_refusal_says_besides_stands_beside_the_ticket_and_never_for_it()
    {
        using var world = new BreakGlassWorld();
        VerifiedTenantClaim claim = world.Enter(await world.Open());

        world.Engine.Refuse(world.World.Request(claim, default), DenyReason.PolicyForbid, new Dictionary<string, string> { ["ticket"] = "FORGED", ["path"] = "x\ny" });

        IReadOnlyDictionary<string, string> details = world.Ledger.Emitted[^1].Details;
        Assert.Equal(("INC-1", 2), (details["ticket"], details.Count));
        Assert.DoesNotContain('\n', details["path"]);
    }

    private static async Task<(DenyReason, AccessWay)> Ask(BreakGlassWorld world, VerifiedTenantClaim claim, TenantId? owner, string scope = "operator.read")
    {
        AccessResult result = await world.Engine.AuthorizeAsync(world.World.Request(claim, Tests.Authorization.Ask.Of(owner), world.Engine.Action(scope)));
        return (result.Decision.Reason, result.Decision.Way);
    }
}
