namespace Docs.Tests;

internal static class Indentation
{
    /// <summary>Takes away what every line that is not empty begins with, and white space at line ends.</summary>
    internal static string Trim(IEnumerable<string> lines)
    {
        string[] all = [.. lines.Select(static l => l.TrimEnd())];
        int common = all.Where(static l => l.Length != 0).Select(static l => l.Length - l.TrimStart(' ').Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', all.Select(l => l.Length < common ? l : l[common..])).Trim('\n');
    }
}
