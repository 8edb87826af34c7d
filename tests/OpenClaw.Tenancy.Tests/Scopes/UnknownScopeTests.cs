using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Scopes;

/// <summary>A scope that the lattice does not know is held exactly or not at all, on each axis for itself.</summary>
public sealed class UnknownScopeTests
{
    [Theory]
    [InlineData("billing.close", "billing.close", DenyReason.None)]
    [InlineData("operator.read", "billing.close", DenyReason.ScopeMissing)]
    [InlineData("operator.admin", "billing.close", DenyReason.ScopeMissing)]
    [InlineData("billing.open", "billing.close", DenyReason.ScopeMissing)]
    public void On_either_axis(string held, string required, DenyReason expected)
    {
        using var world = new TestWorld();
        AccessAction global = world.Engine.Action(required, kind: AccessActionKind.Platform), own = world.Engine.Action(required);
        VerifiedTenantClaim platform = world.Claim(TenantId.Platform, held), acme = world.Claim(TestWorld.Acme, held);

        Assert.Equal(expected, Decide(world, platform, global, TenantId.Platform));
        Assert.Equal(expected, Decide(world, acme, own, TestWorld.Acme));
        Assert.NotEqual(DenyReason.None, Decide(world, acme, global, TenantId.Platform));
        Assert.NotEqual(DenyReason.None, Decide(world, acme, own, TestWorld.Globex));
    }

    private static DenyReason Decide(TestWorld world, VerifiedTenantClaim claim, AccessAction action, TenantId owner) =>
        world.Engine.Decide(new AccessRequest(claim, action, ResourceRef.Collection(owner), world.Time.Now)).Reason;
}
