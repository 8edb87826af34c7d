using System.Text.RegularExpressions;

namespace Gateway.Tests.Faults;

/// <summary>What became of all that is kept: which lines came and which went, without what differs each time that the same is done.</summary>
public sealed partial class Change
{
    private Change(string[] lines) => Lines = lines;

    public string[] Lines { get; }

    public bool IsNothing => Lines.Length == 0;

    public static Change Between(string[] before, string[] after) => new([
        .. Apart(before, after).Select(static l => $"- {Shape(l)}").Order(StringComparer.Ordinal),
        .. Apart(after, before).Select(static l => $"+ {Shape(l)}").Order(StringComparer.Ordinal)]);

    public bool Is(Change other) => Lines.SequenceEqual(other.Lines);

    public override string ToString() => string.Join('\n', Lines);

    private static IEnumerable<string> Apart(string[] these, string[] others) => these.Except(others, StringComparer.Ordinal);

    private static string Shape(string line) => Differing().Replace(line, "#");

    // Ids, digests, signatures, moments, names that were made for one time, and what is sealed.
    [GeneratedRegex(@"(?<=""envelope"":"")[^""]*|[A-Za-z0-9_+/=\\-]{20,}|[0-9]{2,}|(?<=[a-z])[0-9]+")]
    private static partial Regex Differing();
}
