using System.Text.RegularExpressions;

namespace Docs.Tests;

/// <summary>One markdown page: its code blocks, links and headings.</summary>
internal sealed partial class Page(string path)
{
    private readonly string[] _lines = File.ReadAllLines(path);

    internal string Name { get; } = System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    internal string Folder { get; } = System.IO.Path.GetDirectoryName(path)!;

    internal string Text => string.Join('\n', _lines);

    /// <summary>The fenced blocks, each with its language and the number of its first line.</summary>
    internal IEnumerable<(string Language, int Line, string Code)> Blocks()
    {
        for (int i = 0; i < _lines.Length; i++)
        {
            if (!_lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            int start = i;
            while (++i < _lines.Length && !_lines[i].TrimStart().StartsWith("```", StringComparison.Ordinal))
            {
            }

            yield return (_lines[start].Trim().TrimStart('`'), start + 1, Indentation.Trim(_lines[(start + 1)..Math.Min(i, _lines.Length)]));
        }
    }

    /// <summary>The targets of links outside code.</summary>
    internal IEnumerable<string> Links() => LinkPattern().Matches(Prose()).Select(static m => m.Groups[1].Value);

    /// <summary>The anchors of the headings, as a forge makes them.</summary>
    internal IEnumerable<string> Anchors() => Prose().Split('\n').Where(static l => l.StartsWith('#'))
        .Select(static l => string.Concat(l.TrimStart('#').Trim().Select(static c => c == ' ' ? '-' : char.ToLowerInvariant(c)).Where(static c => char.IsLetterOrDigit(c) || c is '-' or '_')));

    /// <summary>The text without its fenced blocks and code spans.</summary>
    internal string Prose()
    {
        var kept = new List<string>();
        bool inside = false;
        foreach (string line in _lines)
        {
            bool fence = line.TrimStart().StartsWith("```", StringComparison.Ordinal);
            inside ^= fence;
            if (!fence && !inside)
            {
                kept.Add(line.StartsWith('#') ? line : SpanPattern().Replace(line, string.Empty));
            }
        }

        return string.Join('\n', kept);
    }

    public override string ToString() => Name;

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex SpanPattern();
}
