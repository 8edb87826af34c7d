using System.Text.RegularExpressions;

namespace Gateway.Tests.Histories;

/// <summary>What each tenant writes wherever it writes.</summary>
internal static partial class Canary
{
    public static string Of(string tenant) => $"canary-of-{tenant}";

    /// <summary>Requires that nothing which another tenant wrote stands in a text.</summary>
    public static void RequireOwn(string tenant, string text) =>
        Assert.All(Written.Matches(text), m => Assert.Equal(tenant, m.Groups[1].Value));

    [GeneratedRegex("canary-of-([a-z0-9-]+)")]
    private static partial Regex Written { get; }
}
