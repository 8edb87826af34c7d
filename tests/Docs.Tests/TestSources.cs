using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>The tests of this repository, read from their sources: what they are called, by the class that they stand in.</summary>
internal static partial class TestSources
{
    /// <summary>The names of the tests by the name of their class; classes of one name in several suites stand together.</summary>
    internal static ILookup<string, string> Tests { get; } = Repository.Sources("tests")
        .SelectMany(static path => Read(File.ReadAllText(path)))
        .ToLookup(static t => t.Class, static t => t.Method, StringComparer.Ordinal);

    /// <summary>Whether there is such a test, or such a class with tests.</summary>
    internal static bool Has(string name) => name.Split('.') switch
    {
        [string type] => Tests.Contains(type),
        [string type, string method] => Tests[type].Contains(method, StringComparer.Ordinal),
        _ => false,
    };

    // Each test belongs to the last class that begins before it at the margin: nested types of tests hold none.
    private static IEnumerable<(string Class, string Method)> Read(string text)
    {
        Match[] types = [.. TypePattern().Matches(text).Cast<Match>()];
        return TestPattern().Matches(text).Cast<Match>().Select(test => (types.Last(t => t.Index < test.Index).Groups[1].Value, test.Groups[1].Value));
    }

    [GeneratedRegex(@"^(?:public |internal |sealed |abstract |static |partial )+class (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypePattern();

    [GeneratedRegex(@"^ {4}\[(?:Fact|Theory)\b[^\n]*\n(?: {4}\[[^\n]*\n|\s+""[^\n]*\n)*? {4}public (?:async |static |virtual |override )*[\w<>]+ (\w+)\(", RegexOptions.Multiline)]
    private static partial Regex TestPattern();
}
