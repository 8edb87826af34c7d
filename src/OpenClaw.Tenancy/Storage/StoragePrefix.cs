using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Storage;

/// <summary>What every key below a tenant, a kind or a key begins with: what a listing is asked for. It ends with the delimiter.</summary>
/// <remarks>The default is no prefix: each read of it throws, so that it can never list everything. Immutable and safe for use by many threads.</remarks>
public readonly struct StoragePrefix : IEquatable<StoragePrefix>
{
    private readonly string? _text;

    // INVARIANT: whole fields of one tenant and a delimiter behind the last, so that 'acme' never lists 'acme-2'.
    internal StoragePrefix(string text) => _text = text;

    /// <summary>The text, which is also the prefix for a listing of an object store.</summary>
    /// <exception cref="InvalidOperationException">This is the default, which is no prefix.</exception>
    public string Text => _text ?? throw new InvalidOperationException(
        "This storage prefix was never made. Make one with StorageKeyPartitioner.Prefix, StorageLayout or StorageKey.ToPrefix.");

    /// <summary>Whether a key lies below this prefix.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True when it does; the default key lies nowhere.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no prefix.</exception>
    public bool Contains(StorageKey key) => key != default && key.Text.StartsWith(Text, StringComparison.Ordinal);

    /// <summary>The text keys below this prefix, for a store that lists by ordinal order (of UTF-16 or of bytes: keys are ASCII).</summary>
    /// <returns>The range.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no prefix.</exception>
    public StorageRange ToRange() => new(Text, string.Concat(Text.AsSpan(0, Text.Length - 1), [StorageRange.AfterDelimiter]));

    /// <summary>The binary keys below this prefix, for a store that lists by the order of bytes.</summary>
    /// <returns>The range. The key that the prefix was made of lies outside, as with text.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no prefix.</exception>
    public BinaryStorageRange ToBinaryRange() => BinaryStorageRange.Below(StorageKeyPartitioner.ToBinary(Text.AsSpan(0, Text.Length - 1)));

    /// <summary>The prefix of the Redis keys. Behind it a <c>*</c> makes the pattern of a SCAN: a prefix holds no character of patterns.</summary>
    /// <returns><c>tenants/{TENANT}/...</c>, which ends with the delimiter.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no prefix.</exception>
    public string ToRedisPrefix() => RedisForm.Of(Text);

    /// <inheritdoc />
    public bool Equals(StoragePrefix other) => string.Equals(_text, other._text);

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is StoragePrefix other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _text is null ? 0 : _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text.</summary>
    /// <returns><see cref="Text"/>.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no prefix.</exception>
    public override string ToString() => Text;

    /// <summary>Whether two prefixes are the same.</summary>
    /// <param name="left">One prefix.</param>
    /// <param name="right">The other prefix.</param>
    /// <returns>True when their texts are equal by ordinal, or both are the default.</returns>
    public static bool operator ==(StoragePrefix left, StoragePrefix right) => left.Equals(right);

    /// <summary>Whether two prefixes differ.</summary>
    /// <param name="left">One prefix.</param>
    /// <param name="right">The other prefix.</param>
    /// <returns>False when their texts are equal by ordinal, or both are the default.</returns>
    public static bool operator !=(StoragePrefix left, StoragePrefix right) => !left.Equals(right);
}
