namespace OpenClaw.Tenancy.Analyzers.Tests.Support;

/// <summary>A source in which <c>[|...|]</c> stands around what must be reported.</summary>
internal sealed class Marked
{
    private const string Open = "[|";
    private const string Close = "|]";

    internal Marked(string text)
    {
        var places = new List<string>();
        string rest = text;
        string code = string.Empty;
        while (rest.IndexOf(Open, StringComparison.Ordinal) is int open and >= 0)
        {
            int close = rest.IndexOf(Close, StringComparison.Ordinal);
            string marked = rest[(open + Open.Length)..close];
            places.Add($"{code.Length + open}: {marked}");
            code += rest[..open] + marked;
            rest = rest[(close + Close.Length)..];
        }

        (Code, Places) = (code + rest, places);
    }

    internal string Code { get; }

    /// <summary>Where something must be reported, each as its position and text.</summary>
    internal IReadOnlyList<string> Places { get; }
}
