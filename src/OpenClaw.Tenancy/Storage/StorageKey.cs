using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Tenancy.Storage;

/// <summary>The key of something that belongs to a tenant, made by <see cref="StorageKeyPartitioner"/> or <see cref="StorageLayout"/>.</summary>
/// <remarks>
/// The text is also the object key (S3, Azure Blob) and a relative path. The default is no key: each read of it throws. Immutable
/// and safe for use by many threads.
/// </remarks>
public readonly struct StorageKey : IEquatable<StorageKey>
{
    private readonly string? _text;

    // INVARIANT: canonical text that begins with the tenant, so that ordinal equality is identity.
    internal StorageKey(string text) => _text = text;

    /// <summary>The text key.</summary>
    /// <exception cref="InvalidOperationException">This is the default, which is no key.</exception>
    public string Text => _text ?? throw new InvalidOperationException(
        "This storage key was never made. Make one with StorageKeyPartitioner.Encode or StorageLayout.");

    /// <summary>The prefix of everything below this key.</summary>
    /// <returns>The prefix, which ends with the delimiter.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no key; or its text has no room for the delimiter.</exception>
    public StoragePrefix ToPrefix() => Text.Length < KeyFields.MaxLength ? new StoragePrefix($"{Text}/") : throw new InvalidOperationException(
        "The storage key is as long as a key may be, so that nothing can stand below it. Use fewer or shorter segments.");

    /// <summary>The binary key: each field, the tenant first, as one byte of length and its UTF-8, unescaped.</summary>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no key.</exception>
    public byte[] ToBinary() => StorageKeyPartitioner.ToBinary(Text);

    /// <summary>The key for Redis: the tenant is the hash tag, so that the keys of one tenant stand in one slot of a cluster.</summary>
    /// <returns><c>tenants/{TENANT}/KIND/...</c>. No segment can hold a brace, so none can change the tag.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no key.</exception>
    public string ToRedisKey() => RedisForm.Of(Text);

    /// <summary>The key as a relative path with the separator of this machine.</summary>
    /// <returns>The path. Each field is one name of at most 255 bytes, and none is <c>.</c>, <c>..</c> or a device.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no key.</exception>
    public string ToRelativePath() => Text.Replace(StorageKeyPartitioner.Delimiter, Path.DirectorySeparatorChar);

    /// <inheritdoc />
    public bool Equals(StorageKey other) => string.Equals(_text, other._text);

    /// <inheritdoc />
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is StorageKey other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _text is null ? 0 : _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text key.</summary>
    /// <returns><see cref="Text"/>.</returns>
    /// <exception cref="InvalidOperationException">This is the default, which is no key.</exception>
    public override string ToString() => Text;

    /// <summary>Whether two keys are the same.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other key.</param>
    /// <returns>True when their texts are equal by ordinal, or both are the default.</returns>
    public static bool operator ==(StorageKey left, StorageKey right) => left.Equals(right);

    /// <summary>Whether two keys differ.</summary>
    /// <param name="left">One key.</param>
    /// <param name="right">The other key.</param>
    /// <returns>False when their texts are equal by ordinal, or both are the default.</returns>
    public static bool operator !=(StorageKey left, StorageKey right) => !left.Equals(right);
}
