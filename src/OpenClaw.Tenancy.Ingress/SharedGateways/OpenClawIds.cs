using System.Buffers;
using System.Text;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>Finds in a text the ids by which a shared gateway knows agents: those of the tenant itself, and those of others.</summary>
/// <remarks>An id is <c>t-</c> and 52 characters of base32, and random enough that nothing else has its form by chance.</remarks>
/// <param name="own">The tenant's own.</param>
internal readonly struct OpenClawIds(OpenClawAgentMap own)
{
    private const string Mark = "t-";
    private const int Length = 54;
    private static readonly SearchValues<char> Base32 = SearchValues.Create("abcdefghijklmnopqrstuvwxyz234567");

    /// <summary>Whether a text has an id in it, anybody's.</summary>
    internal static bool AreIn(ReadOnlySpan<char> text) => Next(text) >= 0;

    /// <summary>Puts the tenant's own name for each of its ids.</summary>
    /// <param name="text">The text.</param>
    /// <param name="told">The text with the tenant's names, or the same one where it has no id.</param>
    /// <returns>False where an id is another tenant's.</returns>
    internal bool TryTell(string text, out string told)
    {
        told = text;
        int at = Next(text);
        if (at < 0)
        {
            return true;
        }

        var names = new StringBuilder(text.Length);
        int from = 0;
        for (; at >= 0; at = NextFrom(text, from))
        {
            if (!own.TryFindAgent(text.Substring(at, Length), out OpenClawAgentName? agent))
            {
                return false;
            }

            names.Append(text, from, at - from).Append(agent.Agent);
            from = at + Length;
        }

        told = names.Append(text, from, text.Length - from).ToString();
        return true;
    }

    private static int NextFrom(string text, int from)
    {
        int at = Next(text.AsSpan(from));
        return at < 0 ? -1 : from + at;
    }

    // SECURITY: wherever it begins, also behind other letters: a text may be put together of several.
    private static int Next(ReadOnlySpan<char> text)
    {
        for (int from = 0; text.Length - from >= Length;)
        {
            int at = text[from..].IndexOf(Mark, StringComparison.Ordinal);
            if (at < 0 || text.Length - from - at < Length)
            {
                return -1;
            }

            if (!text.Slice(from + at + Mark.Length, Length - Mark.Length).ContainsAnyExcept(Base32))
            {
                return from + at;
            }

            from += at + 1;
        }

        return -1;
    }
}
