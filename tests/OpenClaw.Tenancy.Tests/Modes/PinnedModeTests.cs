using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Authorization;

namespace OpenClaw.Tenancy.Tests.Modes;

/// <summary>A deployment that belongs to one tenant refuses the claim of every other.</summary>
public sealed class PinnedModeTests
{
    [Fact]
    public void Decide_ClaimOfThePinnedTenant_IsAllowed()
    {
        using TestWorld world = Pinned();

        Assert.Equal(DenyReason.None, world.Decide(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme)));
    }

    [Fact]
    public void Decide_ClaimOfAnotherTenant_IsPolicyDeniedForAnyResource()
    {
        using TestWorld world = Pinned();

        foreach (TenantId? owner in (TenantId?[])[TestWorld.Globex, TestWorld.Acme, TenantId.Platform, null])
        {
            Assert.Equal(DenyReason.PolicyDenied, world.Decide(world.Claim(TestWorld.Globex, "operator.admin"), Ask.Of(owner)));
            Assert.Equal(DenyReason.PolicyDenied, world.Decide(world.Claim(TenantId.Platform, "operator.admin"), Ask.Of(owner)));
        }
    }

    [Fact]
    public void Decide_SelectorThatDiffers_IsSelectorMismatch()
    {
        using TestWorld world = Pinned();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme)) with
        {
            Selection = default(TenantSelection).And("globex"),
        };

        Assert.Equal(DenyReason.SelectorMismatch, world.Engine.Decide(in request).Reason);
    }

    [Fact]
    public void Decide_UnmarkedResource_IsUnowned()
    {
        using TestWorld world = Pinned();

        Assert.Equal(DenyReason.ResourceUnowned, world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(null)));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Globex)));
    }

    [Fact]
    public void Options_PinsToOneTenantAndNoSet() =>
        Assert.Equal(typeof(string), typeof(TenancyOptions).GetProperty(nameof(TenancyOptions.PinnedTenant))!.PropertyType);

    private static TestWorld Pinned() => new(static o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, "acme"));
}
