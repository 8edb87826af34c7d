using System.Reflection;
using Xunit;
using Xunit.v3;

namespace OpenClaw.Tenancy.TestKit.Reports;

/// <summary>Counts each row of a theory as one case of a figure of the report on isolation: one that fails got through, one that is skipped was not tried.</summary>
/// <param name="name">The figure: a group, a slash and a word of its own.</param>
/// <param name="what">What a case is, in the plural and in words; the same wherever the figure is counted.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CountsCasesAttribute(string name, string what) : BeforeAfterTestAttribute, ITraitAttribute
{
    public string Name => name;

    public string What => what;

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current.TestState?.Result is TestResult.Passed or TestResult.Failed)
        {
            CountFile.Append(name, what, 1, TestContext.Current.TestState.Result == TestResult.Passed ? 0 : 1, seed: null);
        }
    }

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(CaseCount.Trait, CaseCount.Cases)];
}
