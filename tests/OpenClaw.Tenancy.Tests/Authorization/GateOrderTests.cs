using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>The first gate that fails decides: everything is wrong at first, and is put right from the front.</summary>
public sealed class GateOrderTests
{
    [Fact]
    public void Decide_EverythingWrong_FailsGateByGate()
    {
        using var world = new TestWorld(
            static o => (o.Mode, o.PinnedTenant) = (TenancyMode.Pinned, "acme"),
            static b => b.Evaluate(static () => PolicyVerdict.Forbid));
        AccessAction action = world.Engine.Action("operator.admin");
        TenantSelection wrong = default(TenantSelection).And("initech");

        VerifiedTenantClaim old = world.Claim(TestWorld.Globex, "operator.read");
        world.Directory.ReportRefreshed(world.Time.Now.AddHours(-1));
        world.Directory.SetStatus(TestWorld.Globex, TenantStatus.Suspended);
        Assert.Equal(DenyReason.DependencyUnavailable, Decide(world, old, action, wrong, late: true));

        world.Directory.ReportRefreshed(world.Time.Now);
        Assert.Equal(DenyReason.TenantInactive, Decide(world, old, action, wrong, late: true));

        world.Directory.SetStatus(TestWorld.Globex, TenantStatus.Active);
        Assert.Equal(DenyReason.Revoked, Decide(world, old, action, wrong, late: true));

        world.Time.Advance(TimeSpan.FromSeconds(10));
        VerifiedTenantClaim gone = world.Claim(TestWorld.Globex, "operator.read");
        world.Directory.RevokeMember(TestWorld.Globex, TestWorld.Idp, "someone", mayReturn: true);
        Assert.Equal(DenyReason.Revoked, Decide(world, gone, action, wrong, late: true));

        world.Time.Advance(TimeSpan.FromSeconds(10));
        VerifiedTenantClaim fresh = world.Claim(TestWorld.Globex, "operator.read");
        VerifiedTenantClaim ended = fresh.Delegate("run", fresh.Scopes, world.Time.Now);
        Assert.Equal(DenyReason.Expired, Decide(world, ended, action, wrong));
        Assert.Equal(DenyReason.SelectorMismatch, Decide(world, fresh, action, wrong));
        Assert.Equal(DenyReason.PolicyDenied, Decide(world, fresh, action, default));

        VerifiedTenantClaim pinned = world.Claim(TestWorld.Acme, "operator.read");
        Assert.Equal(DenyReason.ScopeMissing, Decide(world, pinned, action, default));
        Assert.Equal(DenyReason.ResourceAbsent, Decide(world, pinned, world.Read(), default));
        Assert.Equal(DenyReason.ResourceUnowned, world.Decide(pinned, Ask.Of(null)));
        Assert.Equal(DenyReason.TenantMismatch, world.Decide(pinned, Ask.Of(TestWorld.Globex)));
        Assert.Equal(DenyReason.PolicyForbid, world.Decide(pinned, Ask.Of(TestWorld.Acme)));
    }

    [Theory]
    [InlineData("globex")]
    [InlineData("ACME")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("acme\0")]
    public void Decide_SelectorThatIsNotTheClaims_IsSelectorMismatch(string? selector)
    {
        using var world = new TestWorld();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme));

        Assert.Equal(DenyReason.SelectorMismatch, world.Engine.Decide(request with { Selection = default(TenantSelection).And(selector) }).Reason);
        Assert.Equal(DenyReason.SelectorMismatch, world.Engine.Decide(request with { Selection = default(TenantSelection).And("acme").And(selector) }).Reason);
        Assert.Equal(DenyReason.SelectorMismatch, world.Engine.Decide(request with { Selection = default(TenantSelection).And(selector).And("acme") }).Reason);
        Assert.Equal(DenyReason.None, world.Engine.Decide(request with { Selection = default(TenantSelection).And("acme").And("acme") }).Reason);
    }

    [Fact]
    public void Recognize_LooksAtTheClaimAlone_AndRecordsARefusal()
    {
        using var world = new TestWorld();
        AccessRequest request = world.Request(world.Claim(TestWorld.Acme), default);

        Assert.Equal(DenyReason.None, world.Engine.Recognize(in request));
        Assert.Empty(world.Ledger.Read(TestWorld.Acme));
        Assert.Equal(DenyReason.SelectorMismatch, world.Engine.Recognize(request with { Selection = default(TenantSelection).And("globex") }));
        Assert.Equal("selector_mismatch", Assert.Single(world.Ledger.Read(TestWorld.Acme)).Envelope.ReasonCode);
    }

    private static DenyReason Decide(TestWorld world, VerifiedTenantClaim claim, AccessAction action, TenantSelection selection, bool late = false)
    {
        DateTimeOffset now = late ? world.Time.Now.AddSeconds(1) : world.Time.Now;
        return world.Engine.Decide(new AccessRequest(claim, action, ResourceRef.Absent("r1"), now) { Selection = selection }).Reason;
    }
}
