using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>A permit covers one action on one resource or collection, while what it was earned by lives.</summary>
public sealed class PermitTests
{
    [Fact]
    public void Authorize_Allowed_MintsAPermitOfTheRequest()
    {
        using var world = new TestWorld();
        AccessPermit permit = Permit(world, Ask.Of(TestWorld.Acme));

        Assert.Equal((TestWorld.Acme, TestWorld.Acme, "r1"), (permit.Tenant, permit.EffectiveTenant, permit.ResourceId));
        Assert.Equal((AccessWay.Own, permit.Claim.ExpiresAt), (permit.Way, permit.ExpiresAt));
        Assert.Same(world.Read(), permit.Action);
        Assert.Equal(TestWorld.Acme, world.Engine.Demand(permit, world.Read(), "r1"));
        Assert.Empty(world.Ledger.Read(TestWorld.Acme));
    }

    [Theory]
    [InlineData("r2")]
    [InlineData("R1")]
    [InlineData("")]
    [InlineData(null)]
    public void Demand_OtherResource_Throws(string? id)
    {
        using var world = new TestWorld();
        AccessPermit permit = Permit(world, Ask.Of(TestWorld.Acme));

        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, world.Read(), id));
    }

    [Fact]
    public void Demand_CollectionPermit_CoversNoSingleResource()
    {
        using var world = new TestWorld();
        AccessPermit permit = Permit(world, ResourceRef.Collection(TestWorld.Acme));

        Assert.Equal(TestWorld.Acme, world.Engine.Demand(permit, world.Read()));
        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, world.Read(), "r1"));
    }

    [Fact]
    public void Demand_OtherAction_Throws()
    {
        using var world = new TestWorld();
        AccessPermit permit = Permit(world, Ask.Of(TestWorld.Acme));

        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, world.Engine.Action("operator.sessions.read"), "r1"));
        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, world.Engine.Action("operator.read", "runs.delete"), "r1"));
        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, null!, "r1"));
    }

    [Fact]
    public void Demand_NoPermit_Throws()
    {
        using var world = new TestWorld();

        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(null, world.Read()));
    }

    [Fact]
    public void Demand_AtTheEndOfTheClaim_Throws()
    {
        using var world = new TestWorld();
        AccessPermit permit = Permit(world, Ask.Of(TestWorld.Acme));

        world.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Equal(TestWorld.Acme, world.Engine.Demand(permit, world.Read(), "r1"));
        world.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, world.Read(), "r1"));
        Assert.False(world.Engine.Holds(permit, world.Read(), "r1", world.Time.Now));
    }

    [Theory]
    [InlineData("suspended")]
    [InlineData("reopened")]
    [InlineData("deleted")]
    [InlineData("member")]
    [InlineData("credential")]
    public void Demand_ClaimDiedAfterTheMint_Throws(string how)
    {
        using var world = new TestWorld();
        AccessPermit permit = Permit(world, Ask.Of(TestWorld.Acme));

        Kill(world.Directory, how);

        Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(permit, world.Read(), "r1"));
    }

    [Fact]
    public void Demand_Message_NamesTheFixAndNoTenant()
    {
        using var world = new TestWorld();

        var thrown = Assert.Throws<TenantScopeRequiredException>(() => world.Engine.Demand(Permit(world, Ask.Of(TestWorld.Acme)), world.Read(), "secret-id"));

        Assert.Contains("AuthorizeAsync", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("acme", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-id", thrown.Message, StringComparison.Ordinal);
    }

    private static void Kill(TenantDirectory directory, string how)
    {
        switch (how)
        {
            case "suspended":
                directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
                break;
            case "reopened":
                directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
                directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
                break;
            case "deleted":
                directory.SetStatus(TestWorld.Acme, TenantStatus.Deleted);
                break;
            case "member":
                directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone", mayReturn: true);
                break;
            default:
                directory.RevokeCredential(TestWorld.Acme, TestWorld.Idp, "c1");
                break;
        }
    }

    private static AccessPermit Permit(TestWorld world, in ResourceRef resource)
    {
        world.Engine.Authorize(world.Request(world.Claim(TestWorld.Acme, "operator.read"), in resource), out AccessPermit? permit);
        return permit!;
    }
}
