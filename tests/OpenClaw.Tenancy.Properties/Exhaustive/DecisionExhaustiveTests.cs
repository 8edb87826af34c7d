using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>Every question that can be asked of every small world, through the public engine, against the rules in words of their own.</summary>
public sealed class DecisionExhaustiveTests
{
    [Fact]
    public async Task Decide_EveryCase_AgreesWithTheRules()
    {
        using var count = new CaseCount("worlds/decisions", "questions to the engine in every small world, against rules in words of their own");
        int cases = 0;
        var seen = new Dictionary<(DenyReason, AccessWay), int>();
        foreach (Setting setting in Setting.All())
        {
            using var world = new SmallWorld(setting);
            foreach (Question question in Questions())
            {
                AccessRequest request = world.Ask(in question);
                (DenyReason, AccessWay) sync = Flat(world.Engine.Decide(in request));
                (DenyReason, AccessWay) full = Flat(await world.Engine.DecideAsync(request));
                if (sync != Oracle.ExpectSync(setting, in question) || full != Oracle.Expect(setting, in question))
                {
                    Assert.Fail($"{setting} {question}: {sync} and {full}, expected {Oracle.ExpectSync(setting, in question)} and {Oracle.Expect(setting, in question)}.");
                }

                cases++;
                seen[sync] = seen.GetValueOrDefault(sync) + 1;
                seen[full] = seen.GetValueOrDefault(full) + 1;
            }
        }

        string counts = string.Join(Environment.NewLine, seen.OrderBy(static s => s.Key).Select(static s => $"{s.Value,9:N0} {s.Key}"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases:N0} cases{Environment.NewLine}{counts}");
        Assert.Equal(1_038_912, cases);
        AssertEveryAnswerOccurred(seen);
        count.Add(cases);
        count.Held();
    }

    [Fact]
    public async Task Authorize_EveryCase_MintsExactlyWhatIsAllowed()
    {
        int permits = 0;
        foreach (Setting setting in Setting.All().Where(static s => s is { Stale: false, Rule: Rule.None or Rule.AllowLater }))
        {
            using var world = new SmallWorld(setting);
            foreach (Question question in Questions().Where(static q => q.Selector is null && q.Held is "operator.admin" or "custom.x"))
            {
                AccessRequest request = world.Ask(in question);
                AccessResult result = await world.Engine.AuthorizeAsync(request);
                (DenyReason Reason, AccessWay Way) expected = Oracle.Expect(setting, in question);

                Assert.Equal(expected, Flat(result.Decision));
                Assert.Equal(expected.Reason == DenyReason.None, result.Permit is not null);
                if (result.Permit is { } permit)
                {
                    permits++;
                    string owner = question.Resource == "unowned" ? "default" : question.Resource.TrimEnd('*');
                    Assert.Equal((owner, setting.ClaimTenant, expected.Way), (permit.Tenant.ToString(), permit.EffectiveTenant.ToString(), permit.Way));
                    Assert.Equal(permit.Tenant, world.Engine.Demand(permit, request.Action!, request.Resource.Id));
                }
            }
        }

        Assert.True(permits > 100, $"Only {permits} permits.");
    }

    private static IEnumerable<Question> Questions() =>
        from held in Question.HeldScopes
        from action in Question.Actions
        from selector in Question.Selectors
        from resource in Question.Resources
        select new Question(held, action.Required, action.Kind, selector, resource);

    private static (DenyReason Reason, AccessWay Way) Flat(AccessDecision decision) => (decision.Reason, decision.Way);

    private static void AssertEveryAnswerOccurred(Dictionary<(DenyReason Reason, AccessWay Way), int> seen)
    {
        DenyReason[] reasons =
        [
            DenyReason.ClaimMissing, DenyReason.ClaimAmbiguous, DenyReason.TokenInvalid, DenyReason.TenantInactive, DenyReason.Revoked, DenyReason.Expired,
            DenyReason.SelectorMismatch, DenyReason.PolicyDenied, DenyReason.ScopeMissing, DenyReason.ResourceAbsent, DenyReason.ResourceUnowned,
            DenyReason.TenantMismatch, DenyReason.PolicyForbid, DenyReason.EvaluatorFault, DenyReason.AuditUnavailable, DenyReason.AsyncRequired,
            DenyReason.DependencyUnavailable, DenyReason.None,
        ];
        Assert.Equal(reasons, seen.Keys.Select(static k => k.Reason).Distinct().Order());
        Assert.Contains((DenyReason.None, AccessWay.Own), seen.Keys);
        Assert.Contains((DenyReason.None, AccessWay.GlobalScope), seen.Keys);
        Assert.All(seen.Keys, static k => Assert.Equal(k.Reason == DenyReason.None, k.Way != AccessWay.None));
    }
}
