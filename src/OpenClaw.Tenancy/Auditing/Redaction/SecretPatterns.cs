using System.Buffers;
using System.Collections.Immutable;

namespace OpenClaw.Tenancy.Auditing.Redaction;

/// <summary>What a secret looks like in the middle of a text: how it begins, and how far it goes.</summary>
/// <remarks>
/// A beginning counts at the beginning of a word, one that no word has also in the middle of it, and everything up to white space, a
/// quote or a closing sign goes with it: rather too much than the rest of a secret. Looking through a text takes time in proportion to its length.
/// </remarks>
internal static class SecretPatterns
{
    private const string Bearer = "bearer";
    private const string PemBegin = "-----BEGIN";
    private const string PemEnd = "-----END";
    private const string Dashes = "-----";

    // Behind a letter or a digit: less than this is the rest of somebody's word.
    private const int Glued = 16;
    private const int Never = int.MaxValue;

    // How it begins, and how many letters, digits, '_' or '-' must follow: where it begins a word, behind a '-' or '_', behind a letter.
    private static readonly ImmutableArray<(string Prefix, int Least, int Joined, int Glued)> Prefixes =
    [
        ("sk-", 6, Never, Never),        // shorter is a language tag, and behind a letter or a hyphen it is the end of a word: risk-, task-, desk-
        ("ghp_", 1, 1, Glued),
        ("gho_", 1, 1, Glued),
        ("ghu_", 1, 1, Glued),
        ("ghs_", 1, 1, Glued),
        ("ghr_", 1, 1, Glued),
        ("github_pat_", 1, 1, Glued),
        ("ocpk_", 1, 1, Glued),
        ("eyJ", 10, 10, Never),          // the base64url of {" : a JSON Web Token. Behind a letter it is any base64, and the token's payload begins a word
    ];

    private static readonly SearchValues<string> Beginnings = SearchValues.Create(
        [Bearer, PemBegin, "xox", .. Prefixes.Select(static p => p.Prefix)], StringComparison.OrdinalIgnoreCase);

    // INVARIANT: in each beginning stands one of these, so that a text without them holds none. One look for eight characters is quicker than one for twelve words.
    private static readonly SearchValues<char> Hints = SearchValues.Create("-RX_Yrxy");

    private static readonly SearchValues<char> Word = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    /// <summary>Whether there may be one: quick, and true too often rather than too seldom.</summary>
    internal static bool MayHold(ReadOnlySpan<char> text) => text.ContainsAny(Hints) && text.ContainsAny(Beginnings);

    /// <summary>The next secret at or behind a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="secret">From where to where it goes.</param>
    /// <returns>Whether there is one.</returns>
    internal static bool TryFind(ReadOnlySpan<char> text, int from, out (int Start, int End) secret)
    {
        while (text[from..].IndexOfAny(Beginnings) is >= 0 and int found)
        {
            secret = Match(text, from + found);
            if (secret.End > secret.Start)
            {
                return true;
            }

            from = secret.Start;
        }

        secret = default;
        return false;
    }

    /// <summary>Whether what ends there is followed by nothing, or by a sign that ends a secret.</summary>
    internal static bool IsEndedAt(ReadOnlySpan<char> text, int end) => end == text.Length || IsEnd(text[end]);

    // Where nothing is a secret, both ends are the place at which to look on.
    private static (int Start, int End) Match(ReadOnlySpan<char> text, int at)
    {
        ReadOnlySpan<char> rest = text[at..];
        if (rest.StartsWith(PemBegin, StringComparison.OrdinalIgnoreCase))
        {
            return (at, EndOf(text, at));
        }

        bool begins = WordStart.Is(text, at);
        if (begins && rest.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AfterBearer(text, at);
        }

        bool joined = begins && at > 0 && text[at - 1] is '-' or '_';
        foreach ((string prefix, int least, int leastJoined, int leastGlued) in Prefixes)
        {
            if (rest.StartsWith(prefix, StringComparison.Ordinal) && HasRun(rest[prefix.Length..], joined ? leastJoined : begins ? least : leastGlued))
            {
                return (at, EndOf(text, at));
            }
        }

        // xoxb-, xoxp- and their like, and xoxe.xoxp-
        bool slack = rest.StartsWith("xox", StringComparison.Ordinal) && rest.Length > 5 && char.IsAsciiLetterLower(rest[3]) && rest[4] is '-' or '.';
        return slack && HasRun(rest[5..], begins ? 1 : Glued) ? (at, EndOf(text, at)) : (at + 1, at + 1);
    }

    private static (int Start, int End) AfterBearer(ReadOnlySpan<char> text, int at)
    {
        int start = at;
        while (text[start..].StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            int value = start + Bearer.Length;
            int separators = Separators(text[value..]);
            if (separators == 0)
            {
                return (value, value);
            }

            start = value + separators;
        }

        int end = EndOf(text, start);

        return IsLeftOver(text[start..end]) && IsEndedAt(text, end) ? (start, start) : (start, end);
    }

    // Stars are what a secret was. Dots are what a cut leaves, also one in the middle of another "bearer".
    private static bool IsLeftOver(ReadOnlySpan<char> value)
    {
        int marks = value.IndexOfAny('*', '.');
        return value.IsEmpty || (marks >= 0 && !value[marks..].ContainsAnyExcept('*', '.') && Bearer.AsSpan().StartsWith(value[..marks], StringComparison.OrdinalIgnoreCase));
    }

    private static int EndOf(ReadOnlySpan<char> text, int start)
    {
        int end = start;
        while (true)
        {
            int word = end;
            while (word < text.Length && !IsEnd(text[word]))
            {
                word++;
            }

            int pem = text[end..word].IndexOf(PemBegin, StringComparison.OrdinalIgnoreCase);
            if (pem < 0)
            {
                return BeforeBearer(text, start, word);
            }

            end = EndOfPem(text, end + pem + PemBegin.Length);
        }
    }

    // SECURITY: a word that ends with "bearer" does not go with the secret, or what is behind it would lose its name and stay.
    private static int BeforeBearer(ReadOnlySpan<char> text, int start, int end)
    {
        int bearer = text[start..end].LastIndexOf(Bearer, StringComparison.OrdinalIgnoreCase);
        int behind = start + bearer + Bearer.Length;
        bool isWord = bearer > 0 && WordStart.Is(text, start + bearer);
        return isWord && Separators(text[behind..end]) == end - behind ? start + bearer : end;
    }

    private static int EndOfPem(ReadOnlySpan<char> text, int from)
    {
        int end = text[from..].IndexOf(PemEnd, StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            return text.Length;
        }

        from += end + PemEnd.Length;
        int dashes = text[from..].IndexOf(Dashes, StringComparison.Ordinal);
        if (dashes < 0)
        {
            return text.Length;
        }

        // The dashes of the next one are not the end of this one, however many stand there.
        int more = text[(from + dashes)..].IndexOfAnyExcept('-');
        int last = (more < 0 ? text.Length : from + dashes + more) - Dashes.Length;
        return text[last..].StartsWith(PemBegin, StringComparison.OrdinalIgnoreCase) ? last : from + dashes + Dashes.Length;
    }

    private static int Separators(ReadOnlySpan<char> text)
    {
        int count = 0;
        while (count < text.Length && IsSeparator(text[count]))
        {
            count++;
        }

        return count;
    }

    // What is no ASCII and stands behind the word is a sign that nobody sees, or no token: it hides nothing.
    private static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c) || char.IsControl(c) || c is ':' or '=' or '"' or '\'' or '`' or '\\' or '%' or '+' or '<' or '(' or '[' or '{' || !char.IsAscii(c);

    private static bool IsEnd(char c) => char.IsWhiteSpace(c) || c is '"' or '\'' or '`' or ',' or ';' or '<' or '>' or ')' or ']' or '}' or '&';

    private static bool HasRun(ReadOnlySpan<char> text, int least) => text.Length >= least && !text[..least].ContainsAnyExcept(Word);
}
