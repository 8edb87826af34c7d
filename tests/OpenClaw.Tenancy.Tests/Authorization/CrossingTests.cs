using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Authorization;

/// <summary>A platform principal's global scope crosses only where the host says so, and each use stands in both trails before the act.</summary>
public sealed class CrossingTests
{
    [Fact]
    public async Task AuthorizeAsync_PlatformWithGlobalScope_ReachesAndIsRecordedInBothTrails()
    {
        var ledger = new DurableLedger();
        using TestWorld world = With(ledger, CrossTenantAccess.GlobalScope);
        AccessRequest request = world.Request(world.Claim(TenantId.Platform, "operator.read"), Ask.Of(TestWorld.Acme));

        Assert.Equal(DenyReason.AsyncRequired, world.Engine.Decide(in request).Reason);
        AccessResult result = await world.Engine.AuthorizeAsync(request);

        Assert.Equal(AccessWay.GlobalScope, result.Decision.Way);
        Assert.Equal((TestWorld.Acme, TenantId.Platform), (result.Permit!.Tenant, result.Permit.EffectiveTenant));
        Assert.Equal([TenantId.Platform, TestWorld.Acme], ledger.Appended.Select(static e => e.Tenant));
        Assert.All(ledger.Appended, static e =>
        {
            Assert.Equal((TenantId.Platform, TestWorld.Acme), (e.EffectiveTenant, e.TargetTenant));
            Assert.Equal((AuditOutcome.Allowed, "global_scope", "corr-1", "someone"), (e.Outcome, e.Way, e.CorrelationId, e.Actor));
        });
    }

    [Fact]
    public async Task AuthorizeAsync_SecondRecordFails_IsRefused()
    {
        var ledger = new DurableLedger();
        ledger.BeforeAppend = (e, _) => e.Tenant == TestWorld.Acme ? throw new IOException() : ValueTask.CompletedTask;
        using TestWorld world = With(ledger, CrossTenantAccess.GlobalScope);

        AccessResult result = await world.Engine.AuthorizeAsync(world.Request(world.Claim(TenantId.Platform, "operator.read"), Ask.Of(TestWorld.Acme)));

        Assert.Equal(DenyReason.AuditUnavailable, result.Decision.Reason);
        Assert.Null(result.Permit);
    }

    [Fact]
    public async Task AuthorizeAsync_TenantPrincipal_NeverCrosses()
    {
        var ledger = new DurableLedger();
        using TestWorld world = With(ledger, CrossTenantAccess.GlobalScope);

        AccessResult result = await world.Engine.AuthorizeAsync(world.Request(world.Claim(TestWorld.Acme, "operator.admin"), Ask.Of(TestWorld.Globex)));

        Assert.Equal(DenyReason.TenantMismatch, result.Decision.Reason);
        Assert.Empty(ledger.Appended);
    }

    [Fact]
    public async Task AuthorizeAsync_PlatformWithoutTheScope_DoesNotCross()
    {
        using TestWorld world = With(new DurableLedger(), CrossTenantAccess.GlobalScope);

        AccessResult result = await world.Engine.AuthorizeAsync(world.Request(world.Claim(TenantId.Platform, "operator.talk"), Ask.Of(TestWorld.Acme)));

        Assert.Equal(DenyReason.ScopeMissing, result.Decision.Reason);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(CrossTenantAccess.Never)]
    [InlineData(CrossTenantAccess.BreakGlass)]
    public async Task AuthorizeAsync_OtherSettings_DoNotLetGlobalScopesCross(CrossTenantAccess? crossing)
    {
        using TestWorld world = With(new DurableLedger(), crossing);

        AccessResult result = await world.Engine.AuthorizeAsync(world.Request(world.Claim(TenantId.Platform, "operator.admin"), Ask.Of(TestWorld.Acme)));

        Assert.Equal(DenyReason.ScopeMissing, result.Decision.Reason);
    }

    [Fact]
    public void Decide_CrossingOn_OpensNothingThatIsNotATenants()
    {
        using TestWorld world = With(new DurableLedger(), CrossTenantAccess.GlobalScope);
        VerifiedTenantClaim platform = world.Claim(TenantId.Platform, "operator.admin");

        Assert.Equal(DenyReason.ResourceUnowned, world.Decide(platform, Ask.Of(null)));
        Assert.Equal(DenyReason.ResourceAbsent, world.Decide(platform, ResourceRef.Absent("r1")));
        Assert.Equal(DenyReason.ScopeMissing, world.Decide(platform, Ask.Of(TenantId.Platform)));
    }

    private static TestWorld With(DurableLedger ledger, CrossTenantAccess? crossing) =>
        new(o => o.CrossTenantAccess = crossing, b => b.UseLedger(_ => ledger));
}
