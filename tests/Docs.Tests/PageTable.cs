namespace Docs.Tests;

/// <summary>The rows of the first table below a heading of a page.</summary>
internal static class PageTable
{
    internal static IReadOnlyList<string[]> Below(string page, string heading)
    {
        string[] lines = Repository.Pages.Single(p => p.Name == page).Text.Split('\n');
        int at = Array.IndexOf(lines, heading);
        Assert.True(at >= 0, $"{page} has no '{heading}'.");
        return [.. lines[at..].SkipWhile(static l => !l.StartsWith('|')).TakeWhile(static l => l.StartsWith('|')).Skip(2)
            .Select(static l => l.Trim('|', ' ').Split(" | "))];
    }
}
