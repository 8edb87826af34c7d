using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tenancy.PostgreSql;

/// <summary>A key that signs the tenant setting of a transaction. The application and the database share it; tenants and SQL do not see it.</summary>
/// <remarks>Immutable and safe for use by many threads. It gives its bytes to nobody, and its text is its id alone.</remarks>
public sealed class RowSecurityKey
{
    private const int BlockSize = 64;
    private const int MinBytes = 32;
    private const int MaxIdLength = 16;
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private readonly byte[] _key;

    private RowSecurityKey(string id, byte[] key) => (Id, _key) = (id, key);

    /// <summary>The id of the key. It is part of each signed setting and is no secret.</summary>
    public string Id { get; }

    /// <summary>Makes a key from bytes that came from a random number generator.</summary>
    /// <param name="id">1 to 16 characters of <c>a-z 0-9</c>. A new key takes a new id.</param>
    /// <param name="key">32 to 64 bytes; they are copied.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentException">The id is outside the grammar, or the key is too short or too long.</exception>
    public static RowSecurityKey From(string id, ReadOnlySpan<byte> key)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is 0 or > MaxIdLength || id.AsSpan().ContainsAnyExcept(IdCharacters))
        {
            throw new ArgumentException($"The id of a key is 1 to {MaxIdLength} characters of a-z and 0-9.", nameof(id));
        }

        if (key.Length is < MinBytes or > BlockSize)
        {
            throw new ArgumentException(
                $"A key is {MinBytes} to {BlockSize} bytes from a random number generator. Make one with RandomNumberGenerator.GetBytes({MinBytes}).", nameof(key));
        }

        return new RowSecurityKey(id, key.ToArray());
    }

    /// <summary>The id of the key.</summary>
    /// <returns>The id, and nothing of the key.</returns>
    public override string ToString() => Id;

    internal string Sign(string message) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(message)));

    /// <summary>The key as RFC 2104 feeds it to the inner hash (0x36) or to the outer one (0x5c), for the database.</summary>
    internal byte[] Pad(byte mask)
    {
        byte[] block = new byte[BlockSize];
        _key.CopyTo(block, 0);
        for (int i = 0; i < block.Length; i++)
        {
            block[i] ^= mask;
        }

        return block;
    }

    internal bool IsSameAs(RowSecurityKey other) => Id == other.Id && CryptographicOperations.FixedTimeEquals(_key, other._key);
}
