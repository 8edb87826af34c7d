using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>A tenant-scoped scope counts for what that tenant owns, and for nothing else.</summary>
public sealed class BoundaryTruthTableTests
{
    [Theory]
    [InlineData("operator.read")]
    [InlineData("operator.admin")]
    public void Decide_ScopeOfAcme_OpensOnlyWhatAcmeOwns(string scope)
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, scope);

        Assert.Equal(DenyReason.None, world.Decide(claim, Ask.Of(TestWorld.Acme)));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(claim, Ask.Of(TestWorld.Globex)));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(claim, Ask.Of(TenantId.Default)));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(claim, Ask.Of(TenantId.Platform)));
        Assert.Equal(DenyReason.ResourceUnowned, world.Decide(claim, Ask.Of(null)));
        Assert.Equal(DenyReason.ResourceAbsent, world.Decide(claim, ResourceRef.Absent("r1")));
        Assert.Equal(DenyReason.ResourceAbsent, world.Decide(claim, default));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(claim, ResourceRef.Collection(TestWorld.Globex)));
    }

    [Fact]
    public void Decide_AdminOfOneTenant_IsNothingInAnother()
    {
        // Being let into a tenant and holding an operator scope are two gates; neither implies the other.
        using var world = new TestWorld();
        VerifiedTenantClaim adminOfAcme = world.Claim(TestWorld.Acme, "operator.admin");
        VerifiedTenantClaim nobodyOfGlobex = world.Claim(TestWorld.Globex);

        Assert.Equal(DenyReason.TenantMismatch, world.Decide(adminOfAcme, Ask.Of(TestWorld.Globex)));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(nobodyOfGlobex, Ask.Of(TestWorld.Globex)));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(adminOfAcme, Ask.Of(TestWorld.Acme), world.Engine.Action("billing.read")));
    }

    [Fact]
    public void Decide_WithoutTheScope_SaysNothingOfWhatExists()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim claim = world.Claim(TestWorld.Acme, "operator.talk");

        ResourceRef[] anything = [Ask.Of(TestWorld.Acme), Ask.Of(TestWorld.Globex), Ask.Of(null), ResourceRef.Absent("r1")];

        Assert.All(anything, resource => Assert.Equal(DenyReason.ScopeMissing, world.Decide(claim, in resource)));
    }

    [Fact]
    public void Decide_TenantOnThePlatformItself_IsScopeMissing()
    {
        using var world = new TestWorld();
        AccessAction platform = world.Engine.Action("operator.admin", "tenants.create", AccessActionKind.Platform);

        Assert.Equal(DenyReason.ScopeMissing, world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), ResourceRef.Collection(TenantId.Platform), platform));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Acme), platform));
        Assert.Equal(DenyReason.None, world.Decide(world.Claim(TenantId.Platform, "operator.admin"), ResourceRef.Collection(TenantId.Platform), platform));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(world.Claim(TenantId.Platform, "operator.read"), ResourceRef.Collection(TenantId.Platform), platform));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(world.Claim(TenantId.Platform, "operator.admin"), Ask.Of(TestWorld.Acme), platform));
    }

    [Fact]
    public void Decide_PlatformOnATenant_IsScopeMissingWhateverExists()
    {
        using var world = new TestWorld();
        VerifiedTenantClaim platform = world.Claim(TenantId.Platform, "operator.admin");

        Assert.Equal(DenyReason.ScopeMissing, world.Decide(platform, Ask.Of(TestWorld.Acme)));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(platform, ResourceRef.Absent("r1")));
    }

    [Fact]
    public void Decide_UnknownScope_IsExactOrAdmins()
    {
        using var world = new TestWorld();
        AccessAction future = world.Engine.Action("operator.future");
        AccessAction foreign = world.Engine.Action("billing.read");

        Assert.Equal(DenyReason.None, world.Decide(world.Claim(TestWorld.Acme, "operator.future"), Ask.Of(TestWorld.Acme), future));
        Assert.Equal(DenyReason.None, world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Acme), future));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(world.Claim(TestWorld.Acme, "operator.write", "operator.futur"), Ask.Of(TestWorld.Acme), future));
        Assert.Equal(DenyReason.None, world.Decide(world.Claim(TestWorld.Acme, "billing.read"), Ask.Of(TestWorld.Acme), foreign));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Acme), foreign));
    }
}
