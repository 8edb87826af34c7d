using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>What pages name exists.</summary>
public sealed partial class NameTests
{
    [Fact]
    public void Each_log_event_stands_in_the_index()
    {
        string index = Repository.Pages.Single(static p => p.Name == "docs/diagnostics/README.md").Text;

        string[] missing = [.. Repository.Sources("src").SelectMany(static path => LogEvent().Matches(File.ReadAllText(path)))
            .Select(static m => $"| {m.Groups[1].Value} | `{m.Groups[2].Value}` | {m.Groups[3].Value} |")
            .Where(row => !index.Contains(row, StringComparison.Ordinal))];

        Assert.Empty(missing);
    }

    [Fact]
    public void Each_test_class_that_a_page_names_exists()
    {
        HashSet<string> files = [.. Repository.Sources("tests").Select(static p => Path.GetFileNameWithoutExtension(p))];

        string[] missing = [.. Repository.Pages.SelectMany(page => TestClass().Matches(page.Text).Select(static m => m.Groups[1].Value)
            .Where(name => !files.Contains(name)).Select(name => $"{page}: {name}"))];

        Assert.Empty(missing);
    }

    [GeneratedRegex(@"EventId = (\d+), EventName = ""(\w+)"", Level = LogLevel\.(\w+)")]
    private static partial Regex LogEvent();

    [GeneratedRegex(@"`([A-Z]\w*(?:Tests|Properties))`")]
    private static partial Regex TestClass();
}
