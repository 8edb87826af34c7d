using Assurance.Report;

namespace Docs.Tests;

/// <summary>The page on assurance says of each scenario by what it is shown, and the figures that were counted.</summary>
public sealed class AssuranceTests
{
    private const int ReasonLength = 40;

    private static IsolationReport Report => IsolationReport.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "isolation-report.json")));

    [Fact]
    public void Each_scenario_stands_there_once_and_in_order()
    {
        string[] ids = [.. Enumerable.Range(1, 16).Select(static n => $"G{n:00}"), .. Enumerable.Range(1, 72).Select(static n => $"R{n:00}")];

        Assert.Equal(ids, Scenario.All.Select(static s => s.Id));
        Assert.All(Scenario.All, static s => Assert.InRange(s.What.Length, 20, 200));
    }

    [Fact]
    public void Each_scenario_names_tests_that_exist_or_says_why_there_is_none()
    {
        string[] wrong = [.. Scenario.All.Where(static s => s.Reason is { } reason ? reason.Length < ReasonLength : !s.IsList || !s.Tests.All(TestSources.Has))
            .Select(static s => $"{s.Id}: {s.ShownBy}")];

        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Figures_of_the_page_are_those_of_the_report()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "assurance.md")).ReplaceLineEndings("\n");

        Assert.Equal(FigureTable.Of(Report), FigureTable.In(page));
    }

    [Fact]
    public void Report_is_as_it_was_written_and_nothing_got_through()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "isolation-report.json")).ReplaceLineEndings("\n");

        Assert.Equal(Report.ToJson(), text);
        Assert.All(Report.Figures.Where(static f => !f.Name.StartsWith("mutants/", StringComparison.Ordinal)), static f => Assert.Equal((f.Name, 0), (f.Name, f.Through)));
        Assert.All(Report.Figures, static f => Assert.True(f.Tried > 0 && f.Suites.Count != 0, f.Name));
        Assert.DoesNotContain(Report.Absent, Report.Figures.Select(static f => f.Name).Contains);
    }

    [Fact]
    public void Tests_are_found_in_their_sources()
    {
        Assert.InRange(TestSources.Tests.Sum(static t => t.Count()), 1_500, int.MaxValue);
        Assert.True(TestSources.Has("AssuranceTests.Tests_are_found_in_their_sources"));
        Assert.False(TestSources.Has("AssuranceTests.Tests_are_not_found"));
        Assert.False(TestSources.Has("NoSuchTests"));
    }
}
