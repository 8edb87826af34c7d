using System.Buffers;
using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Host names that every parser reads alike. Nothing is normalised into acceptance.</summary>
internal static class HostGrammar
{
    internal const int MaxName = 253;
    private const int MaxLabel = 63;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a text is a DNS name: labels of <c>a-z 0-9 -</c> without a hyphen at either end, no trailing dot, and a last label that nobody takes for a number.</summary>
    internal static bool IsName(ReadOnlySpan<char> host)
    {
        if (host.Length is 0 or > MaxName || host.ContainsAnyExcept(Characters))
        {
            return false;
        }

        ReadOnlySpan<char> label = default;
        foreach (Range part in host.Split('.'))
        {
            label = host[part];
            if (!IsLabel(label))
            {
                return false;
            }
        }

        return label.ContainsAnyExcept(Digits) && !(label.StartsWith("0x") && !label[2..].ContainsAnyExcept(HexDigits));
    }

    /// <summary>Whether a text is an IPv4 address in the one form that all parsers agree on.</summary>
    internal static bool IsQuad(ReadOnlySpan<char> host)
    {
        Span<char> canonical = stackalloc char[15];
        return host.Length is >= 7 and <= 15 && !host.ContainsAnyExcept(Characters) && IPAddress.TryParse(host, out IPAddress? address)
            && address.TryFormat(canonical, out int written) && host.SequenceEqual(canonical[..written]);
    }

    // Hyphens in the third and fourth place are kept for encodings (xn--), which parsers check or do not.
    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && !(label.Length >= 4 && label[2] == '-' && label[3] == '-');
}
