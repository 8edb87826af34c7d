using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace OpenClaw.Tenancy.Ingress.Http;

/// <summary>The two headers by which a client may choose among what its own cell has. They are read and written anew; one that is not exactly such a text is refused.</summary>
internal static class RoutingHeaders
{
    private const string AgentId = "x-openclaw-agent-id";
    private const string SessionKey = "x-openclaw-session-key";
    private const int MaxAgentId = 64;
    private const int MaxSessionKey = 512;

    private static readonly SearchValues<char> AgentCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.:");

    /// <summary>Reads them. False where one of them is malformed.</summary>
    internal static bool TryRead(IHeaderDictionary headers, out IReadOnlyList<KeyValuePair<string, string>> chosen)
    {
        var read = new List<KeyValuePair<string, string>>(2);
        chosen = read;
        return TryAdd(headers, AgentId, IsAgentId, read) && TryAdd(headers, SessionKey, IsSessionKey, read);
    }

    private static bool TryAdd(IHeaderDictionary headers, string name, Func<string, bool> isOne, List<KeyValuePair<string, string>> read)
    {
        StringValues values = headers[name];
        if (values.Count == 0)
        {
            return true;
        }

        if (values is not [{ } value] || !isOne(value))
        {
            return false;
        }

        read.Add(new KeyValuePair<string, string>(name, value));
        return true;
    }

    private static bool IsAgentId(string text) => text.Length is > 0 and <= MaxAgentId && char.IsAsciiLetterOrDigit(text[0]) && !text.AsSpan().ContainsAnyExcept(AgentCharacters);

    // A gateway folds empty parts and upper case, and so would read another key than the one that was looked at.
    private static bool IsSessionKey(string text) => text.Length is > 0 and <= MaxSessionKey && !text.AsSpan().ContainsAnyExcept(KeyCharacters)
        && text[0] != ':' && text[^1] != ':' && !text.Contains("::", StringComparison.Ordinal);
}
