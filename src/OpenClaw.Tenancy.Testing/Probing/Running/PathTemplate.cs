using System.Text.RegularExpressions;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>A route with its parameters in braces.</summary>
internal sealed partial class PathTemplate
{
    private readonly string _text;

    internal PathTemplate(string text)
    {
        _text = text;
        Parameters = [.. Parameter().Matches(text).Select(m => new PathParameter(m.Groups[1].Value, Before(text, m.Index)))];
    }

    internal IReadOnlyList<PathParameter> Parameters { get; }

    /// <summary>The path with values, which are escaped already.</summary>
    internal string Fill(IReadOnlyDictionary<string, string> values) => Parameter().Replace(_text, m => values[m.Groups[1].Value]);

    private static string? Before(string text, int index) =>
        text[..index].Trim('/').Split('/') is [.., { Length: > 0 } last] && !last.Contains('{', StringComparison.Ordinal) ? last : null;

    [GeneratedRegex(@"\{\*{0,2}([^{}:=?]+)[^{}]*\}")]
    private static partial Regex Parameter();
}
