using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>The grammar of a cell's address: a scheme, a host and a port. Whatever else a URL may have would be a way round what is relayed.</summary>
internal static class CellAddress
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("\\/?#@% ");

    internal static bool TryRead(string? text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        int host = text is null ? -1 : text.StartsWith("http://", StringComparison.Ordinal) ? "http://".Length : text.StartsWith("https://", StringComparison.Ordinal) ? "https://".Length : -1;
        if (host < 0)
        {
            return false;
        }

        // Before the parser tidies it up: what it would tidy was written to be read in two ways.
        ReadOnlySpan<char> authority = text.AsSpan(host);
        authority = authority is [.., '/'] ? authority[..^1] : authority;
        if (authority.IsEmpty || authority.ContainsAny(Separators) || !Uri.TryCreate(text, UriKind.Absolute, out Uri? read) || read.Host.Length == 0)
        {
            return false;
        }

        address = read;
        return true;
    }
}
