using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The threat model says of each asset by what it is kept and by what that is shown, and of each surface on which side it is.</summary>
public sealed partial class ThreatModelTests
{
    private const string Page = "docs/threat-model.md";

    private static readonly Lazy<HashSet<string>> Types = new(static () =>
        [.. Repository.Sources("src").Select(static path => Path.GetFileName(path).Split('.')[0])]);

    [Theory]
    [InlineData("files of workspaces")]
    [InlineData("rows of the state database")]
    [InlineData("secrets of tenants, connector secrets")]
    [InlineData("execution: sessions, runs, approvals")]
    [InlineData("audit records")]
    public void Asset_stands_there(string asset) => Assert.Single(PageTable.Below(Page, "## Assets"), row => row[0] == asset);

    [Fact]
    public void Each_asset_has_a_primitive_and_tests_that_exist()
    {
        string[] wrong = [.. PageTable.Below(Page, "## Assets").Where(static row => row.Length != 4 || !IsKept(row[1]) || !IsShown(row[2])).Select(static row => row[0])];

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("user interface to control plane", "out")]
    [InlineData("control plane to data plane", "in")]
    [InlineData("agent to host, where the agent is in another process", "in")]
    [InlineData("agent or plugin inside the host's process", "out")]
    [InlineData("tools to secrets", "in")]
    [InlineData("tools to the network", "in")]
    public void Surface_is_marked(string surface, string side) =>
        Assert.Matches($"^{side}\\b", Assert.Single(PageTable.Below(Page, "## Surfaces"), row => row[0] == surface)[1]);

    [Fact]
    public void Each_surface_is_in_or_out() =>
        Assert.All(PageTable.Below(Page, "## Surfaces"), static row => Assert.Matches(@"^(in|out)\b", row[1]));

    // By a type of the library.
    private static bool IsKept(string cell) => Spans(cell).Any(static s => Types.Value.Contains(s.Split('<', '.')[0]));

    private static bool IsShown(string cell) => Spans(cell).ToArray() is { Length: > 0 } names && names.All(TestSources.Has);

    private static IEnumerable<string> Spans(string cell) => SpanPattern().Matches(cell).Select(static m => m.Groups[1].Value);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex SpanPattern();
}
