using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>The pure function of the gates, over every combination of facts.</summary>
public sealed class BoundaryGatesExhaustiveTests
{
    [Fact]
    public void FirstFailure_EveryCombination_AgreesWithTheTable()
    {
        using var count = new CaseCount("worlds/gates", "combinations of facts, before the pure function of the gates");
        int cases = 0;
        var reasons = new HashSet<DenyReason>();
        var ways = new HashSet<AccessWay>();
        foreach (GateFacts facts in GateFacts.All())
        {
            (DenyReason Reason, AccessWay Way) expected = GateOracle.Expect(in facts);
            DenyReason reason = BoundaryGates.FirstFailure(in facts, out AccessWay way);
            if ((reason, way) != expected)
            {
                Assert.Fail($"{facts}: {reason} by {way}, expected {expected}.");
            }

            cases++;
            reasons.Add(reason);
            ways.Add(way);
        }

        Assert.Equal((5 * 3 * 32_768 * 2) + (2 * 3 * 32_768 * 64), cases);
        Assert.Equal(
            [
                DenyReason.Unspecified, DenyReason.ClaimMissing, DenyReason.ClaimAmbiguous, DenyReason.TokenInvalid, DenyReason.TenantInactive, DenyReason.Revoked,
                DenyReason.Expired, DenyReason.SelectorMismatch, DenyReason.PolicyDenied, DenyReason.ScopeMissing, DenyReason.ResourceAbsent,
                DenyReason.ResourceUnowned, DenyReason.TenantMismatch, DenyReason.DependencyUnavailable, DenyReason.None,
            ],
            reasons.Order());
        Assert.Equal([AccessWay.None, AccessWay.Own, AccessWay.GlobalScope, AccessWay.Grant], ways.Order());
        count.Add(cases);
        count.Held();
    }

    [Fact]
    public void BeforeLookup_EveryCombination_NeverLooksAtTheResource()
    {
        foreach (GateFacts facts in GateFacts.All().Where(static f => f is { ResourceExists: true, ResourceIsOwned: true, OwnerIsClaimTenant: true, OwnerIsGrantTarget: true }))
        {
            DenyReason expected = GateOracle.Expect(in facts).Reason;
            DenyReason early = BoundaryGates.BeforeLookup(new BlindFacts(facts));
            bool lateScope = !facts.ClaimIsByGrant && expected == DenyReason.ScopeMissing && facts is { ClaimIsOfPlatform: true, GlobalScopeCrosses: true, ScopeHeldGlobally: true };

            Assert.True(early == expected || (lateScope && early == DenyReason.None), facts.ToString());
        }
    }

    [Fact]
    public void AfterLookup_AnythingTrue_NeverAllowsWhatIsNeitherOwnNorCrossing()
    {
        foreach (GateFacts facts in GateFacts.WithoutGrant().Where(static f => f.ClaimFault == DenyReason.None && !f.OwnerIsClaimTenant))
        {
            DenyReason reason = BoundaryGates.AfterLookup(in facts, out AccessWay way);
            bool mayCross = facts is { Mode: TenancyMode.Shared, GlobalScopeCrosses: true, ClaimIsOfPlatform: true, ScopeHeldGlobally: true, ActionIsOnPlatform: false };

            Assert.True(mayCross || (reason != DenyReason.None && way == AccessWay.None), facts.ToString());
        }
    }

    [Fact]
    public void AfterLookup_ByGrant_OpensNothingButItsTargetAndNeverTheOwnWay()
    {
        foreach (GateFacts facts in GateFacts.ByGrant().Where(static f => f.ClaimFault == DenyReason.None))
        {
            DenyReason reason = BoundaryGates.AfterLookup(in facts, out AccessWay way);
            bool may = facts is { Mode: TenancyMode.Shared, GrantCrosses: true, ScopeHeldByGrant: true, OwnerIsGrantTarget: true, ActionIsOnPlatform: false };

            if (way != AccessWay.None && !(may && way == AccessWay.Grant && reason == DenyReason.None))
            {
                Assert.Fail(facts.ToString());
            }
        }
    }
}
