using System.Buffers;

namespace OpenClaw.Tenancy.Storage;

/// <summary>What the kind of a key may be. Hosts choose kinds when they write their code, so a kind is refused where a segment is escaped.</summary>
internal static class StorageKind
{
    internal const string Agents = "agents";
    internal const string Workspace = "workspace";
    internal const string Credentials = "credentials";

    private const int MaxLength = 32;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    // INVARIANT: no hyphen, so that the workspace of an agent (workspace-AGENT) is no kind that anybody can name.
    internal static bool IsWellFormed(string kind) => kind.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterLower(kind[0]) && !kind.AsSpan().ContainsAnyExcept(Allowed) && !StorageField.IsDevice(kind);
}
