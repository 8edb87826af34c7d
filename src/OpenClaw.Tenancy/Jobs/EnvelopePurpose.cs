using System.Buffers;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>The grammar of purposes. Code chooses them.</summary>
internal static class EnvelopePurpose
{
    private const int MaxLength = 256;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._:/-");

    internal static string Require(string purpose)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        return IsWellFormed(purpose) ? purpose : throw new ArgumentException(
            "The text is no purpose: use 1 to 256 characters of a-z, 0-9, '.', '_', ':', '/' and '-'.", nameof(purpose));
    }

    internal static bool IsWellFormed(string purpose) => purpose.Length is > 0 and <= MaxLength && !purpose.AsSpan().ContainsAnyExcept(Allowed);
}
