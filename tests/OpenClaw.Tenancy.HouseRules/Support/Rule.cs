namespace OpenClaw.Tenancy.HouseRules.Support;

/// <summary>A rule of the house: it holds when nothing breaks it, and when there was something to look at.</summary>
internal static class Rule
{
    internal static void Holds<T>(string rule, IReadOnlyCollection<T> looked, Func<T, IEnumerable<string>> violations)
    {
        Assert.True(looked.Count != 0, $"Nothing was looked at, so this shows nothing: {rule}");
        Holds(rule, looked.SelectMany(violations));
    }

    internal static void Holds<T>(string rule, IReadOnlyCollection<T> looked, Func<T, string?> violation) =>
        Holds(rule, looked, one => violation(one) is { } found ? [found] : Enumerable.Empty<string>());

    internal static void Holds(string rule, IEnumerable<string> violations)
    {
        string[] found = [.. violations.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(found.Length == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, found.Select(f => "  - " + f))}");
    }
}
