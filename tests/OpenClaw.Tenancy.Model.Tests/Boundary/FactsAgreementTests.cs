using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Model.Tests.Support;
using OpenClaw.Tenancy.Properties.Exhaustive;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Model.Tests.Boundary;

/// <summary>The model's gates and the library's function of the gates, over the same plain facts: every combination.</summary>
[Trait(CaseCount.Trait, CaseCount.Cases)]
public sealed class FactsAgreementTests
{
    [Fact]
    public void Every_combination_without_a_grant_is_decided_as_in_the_model() => Compare(GateFacts.WithoutGrant(), 5 * 3 * 32_768 * 2, 200);

    // Outside the long run without those that fail at a gate before the first of the grant's own.
    [Fact]
    public void Every_combination_with_a_grant_is_decided_as_in_the_model() => Compare(
        Seeds.IsLong ? GateFacts.ByGrant() : GateFacts.ByGrant().Where(IsAlive), Seeds.IsLong ? 2 * 3 * 32_768 * 64 : 3 * 2_048 * 64, 100);

    [Fact]
    public void Verdicts_are_joined_as_in_the_model()
    {
        PolicyVerdict[] verdicts = [.. Enum.GetValues<PolicyVerdict>(), (PolicyVerdict)99, (PolicyVerdict)(-1)];
        foreach (PolicyVerdict left in verdicts)
        {
            foreach (PolicyVerdict right in verdicts)
            {
                Assert.Equal(Verdicts.__default.Join(Of(left), Of(right)), Of(DenyOverrides.Join(left, right)));
            }
        }
    }

    private static bool IsAlive(GateFacts f) => f is
        { ClaimFault: DenyReason.None, DirectoryIsFresh: true, TenantIsAlive: true, TenantIsActive: true, HolderIsAlive: true };

    private static void Compare(IEnumerable<GateFacts> all, int expected, int floor)
    {
        using var count = Seeds.Compared();
        int cases = 0;
        int allowed = 0;
        foreach (GateFacts facts in all)
        {
            Gates._IFacts model = Model(in facts);
            (DenyReason Reason, AccessWay Way) first = (BoundaryGates.FirstFailure(in facts, out AccessWay way), way);
            (DenyReason Reason, AccessWay Way) late = (BoundaryGates.AfterLookup(in facts, out AccessWay lateWay), lateWay);
            if (first != ModelText.Of(Gates.__default.FirstFailure(model))
                || late != ModelText.Of(Gates.__default.AfterLookup(model))
                || BoundaryGates.BeforeLookup(in facts) != ModelText.Of(Gates.__default.BeforeLookup(model))
                || BoundaryGates.OfClaim(in facts) != ModelText.Of(Gates.__default.OfClaim(model)))
            {
                Assert.Fail($"{facts}: the library says {first}, and late {late}; the model says {Gates.__default.FirstFailure(model)}, and late {Gates.__default.AfterLookup(model)}.");
            }

            cases++;
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            allowed += first.Way != AccessWay.None ? 1 : 0;
        }

        count.Add(cases);
        count.Held();
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases:N0} cases, {allowed:N0} allowed.");
        Assert.Equal(expected, cases);
        Assert.True(allowed >= floor, $"Only {allowed} of {cases} were allowed.");
    }

    private static Gates._IFacts Model(in GateFacts f) => Gates.Facts.create(
        ModelText.Of(f.ClaimFault), ModelText.Of(f.Mode), f.DirectoryIsFresh, f.TenantIsAlive, f.TenantIsActive, f.HolderIsAlive, f.ClaimIsInTime,
        f.SelectorsAgree, f.ClaimIsOfHomeTenant, f.ClaimIsOfPlatform, f.ActionIsOnPlatform, f.ScopeHeldInTenant, f.ScopeHeldGlobally,
        f.GlobalScopeCrosses, f.ResourceExists, f.ResourceIsOwned, f.OwnerIsClaimTenant, f.ClaimIsByGrant, f.GrantTargetIsActive,
        f.GrantIsAlive, f.GrantIsInTime, f.GrantCrosses, f.ScopeHeldByGrant, f.OwnerIsGrantTarget);

    private static Verdicts._IVerdict Of(PolicyVerdict verdict) => verdict switch
    {
        PolicyVerdict.NotApplicable => Verdicts.Verdict.create_NotApplicable(),
        PolicyVerdict.Allow => Verdicts.Verdict.create_Allow(),
        PolicyVerdict.Forbid => Verdicts.Verdict.create_Forbid(),
        _ => Verdicts.Verdict.create_Indeterminate(),
    };
}
