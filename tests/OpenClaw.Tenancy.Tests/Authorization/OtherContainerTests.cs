using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>What another container made is nothing here: its directory and its lattice are not ours.</summary>
public sealed class OtherContainerTests
{
    [Fact]
    public void Decide_ClaimOfAnotherContainer_IsTokenInvalid()
    {
        using var here = new TestWorld();
        using var there = new TestWorld();

        Assert.Equal(DenyReason.TokenInvalid, here.Decide(there.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Acme)));
    }

    [Fact]
    public void Decide_ActionOfAnotherLattice_IsTokenInvalid()
    {
        // There, reading implies administering.
        ScopeLattice lax = new ScopeLatticeBuilder().Add("operator.read", "operator.admin").Build();
        using var here = new TestWorld();
        using var there = new TestWorld(o => o.Lattice = lax);
        VerifiedTenantClaim reader = here.Claim(TestWorld.Acme, "operator.read");

        Assert.Equal(DenyReason.TokenInvalid, here.Decide(reader, Ask.Of(TestWorld.Acme), there.Engine.Action("operator.admin")));
        Assert.Equal(DenyReason.ScopeMissing, here.Decide(reader, Ask.Of(TestWorld.Acme), here.Engine.Action("operator.admin")));
    }

    [Fact]
    public void Demand_PermitOfAnotherEngine_Throws()
    {
        using var here = new TestWorld();
        using var there = new TestWorld();
        there.Engine.Authorize(there.Request(there.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme)), out AccessPermit? permit);

        Assert.NotNull(permit);
        Assert.Equal(TestWorld.Acme, there.Engine.Demand(permit, there.Read(), "r1"));
        Assert.Throws<TenantScopeRequiredException>(() => here.Engine.Demand(permit, there.Read(), "r1"));
        Assert.Throws<TenantScopeRequiredException>(() => here.Engine.Demand(permit, here.Read(), "r1"));
    }

    [Fact]
    public void Action_SameNames_IsTheSameObject()
    {
        using var world = new TestWorld();

        Assert.Same(world.Engine.Action("operator.read"), world.Engine.Action("operator.read", "operator.read"));
        Assert.NotSame(world.Engine.Action("operator.read"), world.Engine.Action("operator.read", "runs.list"));
        Assert.NotSame(world.Engine.Action("operator.read"), world.Engine.Action("operator.read", kind: AccessActionKind.Platform));
        Assert.Throws<ArgumentException>(() => world.Engine.Action("Operator.Read"));
    }
}
