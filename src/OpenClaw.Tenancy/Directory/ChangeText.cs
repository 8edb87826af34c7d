using System.Text;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Directory;

/// <summary>What the texts of a change must look like. A text that does not is misuse by whoever makes the change, and unreadable in a journal.</summary>
internal static class ChangeText
{
    private const int MaxLabelLength = 256;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // SECURITY: a text that is stored as another one would name another member in the next process.
    internal static void Require(string? text, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(text, name);
        if (text.Length > DirectoryChange.MaxTextLength)
        {
            throw new ArgumentException($"The text is longer than {DirectoryChange.MaxTextLength} characters. No credential that is accepted carries such a text.", name);
        }

        StrictUtf8.GetByteCount(text);
    }

    internal static void RequireId(string? text, string name)
    {
        if (!ResourceId.IsWellFormed(text))
        {
            throw new ArgumentException("The text is no id: use 1 to 128 characters of a-z, 0-9, '.', '_' and '-', the first a letter or digit.", name);
        }
    }

    /// <summary>A name for people: shown, and never decided by.</summary>
    internal static void RequireLabel(string? text, string name)
    {
        if (text is null)
        {
            return;
        }

        Require(text, name);
        if (text.Length > MaxLabelLength || text.Any(char.IsControl))
        {
            throw new ArgumentException($"A name for people is one line of at most {MaxLabelLength} characters.", name);
        }
    }

    internal static Digest256 RequireDigest(string? text, string name) => Digest256.TryFrom(text, out Digest256 digest) ? digest : throw new ArgumentException(
        "The text is no SHA-256 in lower-case hexadecimal.", name);
}
