using System.Buffers.Text;

namespace OpenClaw.Tenancy.Tokens.Keys;

/// <summary>Tells a secret of random bytes from a word, a pattern or a counter. It cannot prove randomness; it finds what is plainly none.</summary>
internal static class StrongSecret
{
    // Of 32 random bytes about 30 are different, and fewer than 16 are not seen in the life of a universe.
    private const int LeastDifferent = 16;

    internal static bool IsOne(string base64Url) => IsOne(Base64Url.DecodeFromChars(base64Url));

    internal static bool IsOne(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < TokenKey.MinSecretBytes || secret.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0)
        {
            // Printable text from end to end is a passphrase, whatever it was encoded with.
            return false;
        }

        HashSet<byte> values = [];
        HashSet<byte> steps = [];
        for (int i = 0; i < secret.Length; i++)
        {
            values.Add(secret[i]);
            steps.Add((byte)(secret[i] - secret[i == 0 ? ^1 : i - 1]));
        }

        return values.Count >= LeastDifferent && steps.Count >= LeastDifferent;
    }
}
