using System.Buffers;

namespace OpenClaw.Tenancy.Scopes;

/// <summary>The grammar of scope names: a lower-case letter, then up to 127 of <c>a-z 0-9 . _ : -</c>.</summary>
internal static class ScopeName
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._:-");

    internal static bool IsWellFormed(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= 128 && char.IsAsciiLetterLower(name[0]) && !name.ContainsAnyExcept(Allowed);

    internal static string Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsWellFormed(name) ? name : throw new ArgumentException(
            "The text is not a scope name: use a lower-case letter and then up to 127 of a-z, 0-9, '.', '_', ':' and '-'.", nameof(name));
    }
}
