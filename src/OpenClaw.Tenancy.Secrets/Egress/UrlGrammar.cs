using System.Buffers;
using System.Globalization;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Addresses that every parser reads alike: the text as it was written, and what was made of it, say the same.</summary>
internal static class UrlGrammar
{
    private const int MaxLength = 8192;
    private const int MaxPort = 65535;

    private static readonly SearchValues<char> Authority = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.:");
    private static readonly SearchValues<char> Tail = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%");

    /// <summary>Judges an address by its text.</summary>
    /// <returns><see cref="EgressRefusalReason.None"/>, or what is wrong with it.</returns>
    internal static EgressRefusalReason Check(Uri? uri)
    {
        if (uri is not { IsAbsoluteUri: true } || uri.OriginalString is not { Length: <= MaxLength } written)
        {
            return EgressRefusalReason.Url;
        }

        ReadOnlySpan<char> text = written;
        int colon = text.IndexOf(':');
        if (colon < 0 || text[..colon] is not ("https" or "http" or "wss" or "ws"))
        {
            return EgressRefusalReason.Scheme;
        }

        ReadOnlySpan<char> rest = text[(colon + 1)..];
        if (!rest.StartsWith("//"))
        {
            return EgressRefusalReason.Url;
        }

        rest = rest[2..];
        int end = rest.IndexOfAny('/', '?');
        ReadOnlySpan<char> authority = end < 0 ? rest : rest[..end];
        return authority.ContainsAnyExcept(Authority) ? EgressRefusalReason.Host
            : !IsTail(end < 0 ? [] : rest[end..]) ? EgressRefusalReason.Url
            : CheckAuthority(uri, text[..colon], authority);
    }

    private static EgressRefusalReason CheckAuthority(Uri uri, ReadOnlySpan<char> scheme, ReadOnlySpan<char> authority)
    {
        int colon = authority.IndexOf(':');
        ReadOnlySpan<char> host = colon < 0 ? authority : authority[..colon];
        if (!HostGrammar.IsName(host) && !HostGrammar.IsQuad(host))
        {
            return EgressRefusalReason.Host;
        }

        int port = scheme is "https" or "wss" ? 443 : 80;
        if (colon >= 0 && !IsPort(authority[(colon + 1)..], out port))
        {
            return EgressRefusalReason.Port;
        }

        return Agrees(uri, scheme, host, port) ? EgressRefusalReason.None : EgressRefusalReason.Url;
    }

    // SECURITY: what is connected to is what the Uri says, so the Uri must say what the text does.
    private static bool Agrees(Uri uri, ReadOnlySpan<char> scheme, ReadOnlySpan<char> host, int port)
    {
        try
        {
            return scheme.SequenceEqual(uri.Scheme) && host.SequenceEqual(uri.Host) && host.SequenceEqual(uri.IdnHost)
                && uri.Port == port && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static bool IsPort(ReadOnlySpan<char> text, out int port)
    {
        port = 0;
        return text.Length is > 0 and <= 5 && text[0] != '0'
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= MaxPort;
    }

    private static bool IsTail(ReadOnlySpan<char> tail)
    {
        if (tail.ContainsAnyExcept(Tail))
        {
            return false;
        }

        for (int at = tail.IndexOf('%'); at >= 0;)
        {
            if (at + 2 >= tail.Length || !char.IsAsciiHexDigit(tail[at + 1]) || !char.IsAsciiHexDigit(tail[at + 2]))
            {
                return false;
            }

            int next = tail[(at + 1)..].IndexOf('%');
            at = next < 0 ? -1 : at + 1 + next;
        }

        int query = tail.IndexOf('?');
        return !HasDotSegment(query < 0 ? tail : tail[..query]);
    }

    // A segment of dots, plain or encoded, leads elsewhere than it says.
    private static bool HasDotSegment(ReadOnlySpan<char> path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.Contains("/%2e", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (Range part in path.Split('/'))
        {
            ReadOnlySpan<char> segment = path[part];
            int dots = 0;
            while (!segment.IsEmpty && dots < 3)
            {
                int width = segment[0] == '.' ? 1 : segment.StartsWith("%2e", StringComparison.OrdinalIgnoreCase) ? 3 : 0;
                if (width == 0)
                {
                    dots = 3;
                }

                segment = segment[width..];
                dots++;
            }

            if (dots is 1 or 2)
            {
                return true;
            }
        }

        return false;
    }
}
