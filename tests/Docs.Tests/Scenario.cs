using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>One row of the scenarios of the page on assurance.</summary>
/// <param name="Id">Its id, such as R07.</param>
/// <param name="What">What went wrong.</param>
/// <param name="ShownBy">The tests, or why there is none.</param>
internal sealed partial record Scenario(string Id, string What, string ShownBy)
{
    private const string OutOfScope = "out of scope: ";

    /// <summary>The rows between the marks of the page, in their order.</summary>
    internal static IReadOnlyList<Scenario> All { get; } = [.. Between(Repository.Pages.Single(static p => p.Name == "docs/assurance.md").Text).Split('\n')
        .Skip(2).Select(static line => line.Split(" | ") is [string id, string what, string shown] && id.StartsWith("| ", StringComparison.Ordinal)
            ? new Scenario(id[2..], what, shown.TrimEnd('|', ' '))
            : throw new InvalidDataException($"'{line}' is no row of three cells."))];

    /// <summary>The reason why there is no test, or null.</summary>
    internal string? Reason => ShownBy.StartsWith(OutOfScope, StringComparison.Ordinal) ? ShownBy[OutOfScope.Length..] : null;

    /// <summary>The tests that the row names.</summary>
    internal IEnumerable<string> Tests => NamePattern().Matches(ShownBy).Select(static m => m.Groups[1].Value);

    /// <summary>Whether the last cell holds names of tests alone.</summary>
    internal bool IsList => NamePattern().Replace(ShownBy, "x") is var rest && rest.Split(", ").All(static x => x == "x");

    private static string Between(string page)
    {
        const string begin = "<!-- scenarios -->\n";
        int at = page.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        return page[at..page.IndexOf("\n<!-- /scenarios -->", StringComparison.Ordinal)];
    }

    [GeneratedRegex(@"`(\w+(?:\.\w+)?)`")]
    private static partial Regex NamePattern();
}
