using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Claims;

/// <summary>A delegate holds no more than its parent, lives no longer, stays in its tenant and dies with it.</summary>
public sealed class DelegationTests
{
    private static readonly TenantScopedScope Read = TenantScopedScope.ForTenant("operator.read", TestWorld.Acme);

    [Fact]
    public void Delegate_AskedScopes_AreThoseThatTheParentReaches()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim parent = world.Claim(TestWorld.Acme, "operator.write", "custom.thing");

        VerifiedTenantClaim child = parent.Delegate(
            "run-1",
            [
                Read,
                TenantScopedScope.ForTenant("operator.admin", TestWorld.Acme),
                TenantScopedScope.ForTenant("operator.approvals", TestWorld.Acme),
                TenantScopedScope.ForTenant("custom.thing", TestWorld.Acme),
                TenantScopedScope.ForTenant("custom.thing.more", TestWorld.Acme),
                TenantScopedScope.ForTenant("operator.read", TestWorld.Globex),
                TenantScopedScope.Global("operator.read"),
            ],
            parent.ExpiresAt);

        Assert.Equal(["custom.thing@acme", "operator.read@acme"], child.Scopes.Select(static s => s.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("run-1", child.Subject);
        Assert.Equal(TestWorld.Acme, child.Tenant);
        Assert.Equal(parent.Issuer, child.Issuer);
    }

    [Fact]
    public void Delegate_NothingAsked_HoldsNothing()
    {
        using var world = new TestWorld();

        Assert.Empty(world.Claim(TestWorld.Acme, "operator.admin").Delegate("run-1", [], DateTimeOffset.MaxValue).Scopes);
    }

    [Fact]
    public void Delegate_PlatformToATenantsAxis_GivesNothing()
    {
        using var world = new TestWorld();

        VerifiedTenantClaim child = world.Claim(TenantId.Platform, "operator.admin").Delegate("run-1", [Read], DateTimeOffset.MaxValue);

        Assert.Empty(child.Scopes);
    }

    [Fact]
    public void Delegate_End_IsTheEarlierOfBoth()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim parent = world.Claim(TestWorld.Acme, "operator.read");

        Assert.Equal(parent.ExpiresAt, parent.Delegate("r", [Read], DateTimeOffset.MaxValue).ExpiresAt);
        Assert.Equal(world.Time.Now.AddSeconds(1), parent.Delegate("r", [Read], world.Time.Now.AddSeconds(1)).ExpiresAt);
        Assert.Equal(DenyReason.Expired, Decide(world, parent.Delegate("r", [Read], world.Time.Now)));
        Assert.Equal(DenyReason.Expired, Decide(world, parent.Delegate("r", [Read], DateTimeOffset.MinValue).Delegate("r2", [Read], DateTimeOffset.MaxValue)));
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("member")]
    [InlineData("credential")]
    public void Delegate_DiesWithItsParent(string how)
    {
        using var world = new TestWorld();
        VerifiedTenantClaim grandchild = world.Claim(TestWorld.Acme, "operator.admin")
            .Delegate("run-1", [Read], DateTimeOffset.MaxValue).Delegate("run-2", [Read], DateTimeOffset.MaxValue);
        Assert.Equal(DenyReason.None, Decide(world, grandchild));

        switch (how)
        {
            case "suspend":
                world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
                world.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
                break;
            case "member":
                world.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
                break;
            default:
                world.Directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "c1");
                break;
        }

        Assert.Equal(DenyReason.Revoked, Decide(world, grandchild));
    }

    [Fact]
    public void Delegate_WithoutSubjectOrScopes_Throws()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim parent = world.Claim(TestWorld.Acme, "operator.read");

        Assert.ThrowsAny<ArgumentException>(() => parent.Delegate("", [Read], DateTimeOffset.MaxValue));
        Assert.Throws<ArgumentNullException>(() => parent.Delegate("r", null!, DateTimeOffset.MaxValue));
    }

    private static DenyReason Decide(TestWorld world, VerifiedTenantClaim claim) => world.Engine.Decide(new AccessRequest(
        claim, world.Engine.Action("operator.read"), ResourceRef.Collection(TestWorld.Acme), world.Time.Now)).Reason;
}
