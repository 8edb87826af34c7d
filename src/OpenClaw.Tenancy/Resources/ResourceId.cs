using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Resources;

/// <summary>The base of the ids of resources. Knowing an id gives no access to what it names.</summary>
/// <remarks>
/// 1 to 128 characters of <c>a-z 0-9 . _ -</c>, of which the first is a letter or digit; ordinal. Two ids of different
/// types are never equal. Immutable and safe for use by many threads.
/// </remarks>
public abstract class ResourceId : IEquatable<ResourceId>
{
    private const int MaxLength = 128;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");
    private readonly string _value;

    private protected ResourceId(string value) => _value = value;

    /// <summary>Whether a text has the grammar of a resource id, <c>\A[a-z0-9][a-z0-9._-]{0,127}\z</c>.</summary>
    /// <param name="value">The text.</param>
    /// <returns>True when it has.</returns>
    public static bool IsWellFormed([NotNullWhen(true)] string? value) =>
        value is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(value[0]) && !value.AsSpan().ContainsAnyExcept(Allowed);

    /// <inheritdoc />
    public bool Equals([NotNullWhen(true)] ResourceId? other) =>
        other is not null && other.GetType() == GetType() && string.Equals(_value, other._value);

    /// <inheritdoc />
    public sealed override bool Equals([NotNullWhen(true)] object? obj) => Equals(obj as ResourceId);

    /// <inheritdoc />
    public sealed override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text of the id.</summary>
    /// <returns>The exact text that it was made from.</returns>
    public sealed override string ToString() => _value;

    /// <summary>Mints a text: a letter for the kind, then 128 random bits in lower-case hexadecimal.</summary>
    private protected static string Mint(char kind)
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        return $"{kind}{Convert.ToHexStringLower(random)}";
    }

    private protected static string Require(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return IsWellFormed(value) ? value : throw new ArgumentException(
            "The text is not a resource id: use 1 to 128 characters of a-z, 0-9, '.', '_' and '-', the first a letter or digit.", nameof(value));
    }
}
