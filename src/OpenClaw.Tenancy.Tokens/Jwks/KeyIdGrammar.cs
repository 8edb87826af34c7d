using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>What an issuer elsewhere may call a key: 1 to 128 printable characters of ASCII, without spaces.</summary>
internal static class KeyIdGrammar
{
    private const int MaxLength = 128;

    internal static bool IsKeyId([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
