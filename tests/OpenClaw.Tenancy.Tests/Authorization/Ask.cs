using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>Short forms of a request in a test's world.</summary>
internal static class Ask
{
    public static AccessRequest Request(this TestWorld world, VerifiedTenantClaim claim, in ResourceRef resource, AccessAction? action = null) =>
        new(claim, action ?? world.Read(), in resource, world.Time.Now) { CorrelationId = "corr-1" };

    public static AccessAction Read(this TestWorld world) => world.Engine.Action("operator.read");

    public static DenyReason Decide(this TestWorld world, VerifiedTenantClaim claim, in ResourceRef resource, AccessAction? action = null) =>
        world.Engine.Decide(world.Request(claim, in resource, action)).Reason;

    public static ResourceRef Of(TenantId? owner) => ResourceRef.Owned("r1", owner);
}
