using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Secrets;

/// <summary>The name of a secret within its tenant: 1 to 64 characters of <c>a-z 0-9 . _ -</c>, the first and the last a letter or a digit, and no two dots in a row.</summary>
/// <remarks>Immutable. It is no secret, and stands in records and listings. Nothing is normalised into acceptance.</remarks>
public sealed class SecretName : IEquatable<SecretName>
{
    private const int MaxLength = 64;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly string _text;

    private SecretName(string text) => _text = text;

    /// <summary>Reads a name.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The text is outside the grammar; it is not repeated.</exception>
    public static SecretName From(string text) => TryFrom(text, out SecretName? name) ? name : throw new ArgumentException(
        "The name of a secret is 1 to 64 characters of a-z, 0-9, '.', '_' and '-', the first and the last a letter or a digit, and no two dots in a row.", nameof(text));

    /// <summary>Reads a name of what came from outside, or says that it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name, or null.</param>
    /// <returns>Whether it is a name.</returns>
    public static bool TryFrom([NotNullWhen(true)] string? text, [NotNullWhen(true)] out SecretName? name)
    {
        name = text is { Length: > 0 and <= MaxLength } && IsEdge(text[0]) && IsEdge(text[^1])
            && !text.AsSpan().ContainsAnyExcept(Characters) && !text.Contains("..", StringComparison.Ordinal)
                ? new SecretName(text) : null;
        return name is not null;
    }

    /// <inheritdoc />
    public bool Equals(SecretName? other) => other is not null && string.Equals(_text, other._text, StringComparison.Ordinal);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SecretName);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The name's text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _text;

    private static bool IsEdge(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
