using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The roadmap has its milestones in their order, and what it calls built is shown by tests that exist.</summary>
public sealed partial class RoadmapTests
{
    private const string Page = "docs/roadmap.md";

    [Fact]
    public void Milestones_are_in_their_order_and_shown()
    {
        IReadOnlyList<string[]> rows = PageTable.Below(Page, "## Milestones");

        Assert.Equal(["1. the boundary", "2. a host that works", "3. usage and billing", "4. administration", "5. 1.0"], rows.Select(static r => r[0]));
        Assert.All(rows.SkipLast(1), static row =>
        {
            string[] names = [.. SpanPattern().Matches(row[2]).Select(static m => m.Groups[1].Value)];
            Assert.NotEmpty(names);
            Assert.All(names, static name => Assert.True(TestSources.Has(name), name));
        });
        Assert.Equal("nothing yet", rows[^1][2]);
    }

    [Fact]
    public void Growth_takes_a_sign_off_a_plan_and_a_review()
    {
        string text = Repository.Pages.Single(static p => p.Name == Page).Text;
        string growth = text[text.IndexOf("## Before there are more than five tenants", StringComparison.Ordinal)..text.IndexOf("## Review and test from outside", StringComparison.Ordinal)];

        Assert.Equal(["Sign-off", "An on-call plan", "A threat review"], StepPattern().Matches(growth).Select(static m => m.Groups[1].Value));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex SpanPattern();

    [GeneratedRegex(@"^\d\. \*\*([^*.]+)", RegexOptions.Multiline)]
    private static partial Regex StepPattern();
}
