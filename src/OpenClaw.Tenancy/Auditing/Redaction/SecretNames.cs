using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace OpenClaw.Tenancy.Auditing.Redaction;

/// <summary>Which members hold secrets or what somebody wrote, by their names.</summary>
internal static class SecretNames
{
    // A name beyond this says nothing that is known, and its value is taken for a secret.
    private const int MaxName = 128;

    private static readonly ImmutableArray<string> Words =
    [
        "token", "secret", "password", "passwd", "passphrase", "pwd", "cookie", "authorization", "bearer", "apikey", "accesskey", "privatekey",
        "signingkey", "encryptionkey", "credential", "jwt", "body", "content", "message", "prompt",
    ];

    private static readonly SearchValues<string> Secret = SearchValues.Create(Words.AsSpan(), StringComparison.Ordinal);

    // What a name ends with when its value only points at something, or counts it.
    private static readonly ImmutableArray<string> Pointers = ["id", "ref", "name", "kind", "count"];

    /// <summary>Whether what stands under a name is a secret whatever it is.</summary>
    internal static bool IsSecret(ReadOnlySpan<char> name)
    {
        if (name.Length > MaxName)
        {
            return true;
        }

        // Letters and digits in lower case, and a '_' wherever a word begins.
        Span<char> split = stackalloc char[2 * MaxName];
        Span<char> joined = stackalloc char[MaxName];
        ReadOnlySpan<char> words = split[..Split(name, split)];
        ReadOnlySpan<char> whole = joined[..Join(words, joined)];
        return whole.ContainsAny(Secret) && !IsPointer(words, whole);
    }

    /// <summary>Whether a number under a name counts tokens of a model.</summary>
    internal static bool IsCount(ReadOnlySpan<char> name) => name.EndsWith("tokens", StringComparison.OrdinalIgnoreCase);

    private static bool IsPointer(ReadOnlySpan<char> words, ReadOnlySpan<char> whole)
    {
        foreach (string pointer in Pointers)
        {
            if (words.EndsWith(pointer, StringComparison.Ordinal) && IsWord(words[..^pointer.Length], whole[..^pointer.Length]))
            {
                return true;
            }
        }

        return false;
    }

    // A word of its own, or written together with the secret's own name: token_id, tokenId and tokenid, but not passwordvalid.
    private static bool IsWord(ReadOnlySpan<char> before, ReadOnlySpan<char> whole)
    {
        bool isWord = before.EndsWith("_", StringComparison.Ordinal);
        for (int i = 0; i < Words.Length && !isWord; i++)
        {
            isWord = whole.EndsWith(Words[i], StringComparison.Ordinal);
        }

        return isWord;
    }

    private static int Split(ReadOnlySpan<char> name, Span<char> split)
    {
        int length = 0;
        bool lower = false;
        foreach (Rune rune in name.EnumerateRunes())
        {
            bool known = rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value);
            bool upper = known && char.IsAsciiLetterUpper((char)rune.Value);
            if (length > 0 && split[length - 1] != '_' && (!known || (upper && lower)))
            {
                split[length++] = '_';
            }

            if (known)
            {
                split[length++] = (char)(upper ? rune.Value | 0x20 : rune.Value);
            }

            lower = known && !upper;
        }

        return length;
    }

    private static int Join(ReadOnlySpan<char> words, Span<char> joined)
    {
        int length = 0;
        foreach (char c in words)
        {
            if (c != '_')
            {
                joined[length++] = c;
            }
        }

        return length;
    }
}
