using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Hosting.Caching;

/// <summary>The bytes of an entry in a distributed cache: mark, end, key (which begins with the tenant), value, and a SHA-256 over all of it.</summary>
/// <remarks>
/// SECURITY: the SHA-256 finds damage and what was cut off. It is no MAC: who can write to the store can make an envelope. What the
/// envelope stops is a whole entry that was moved or copied under another key, by mistake or by hand.
/// </remarks>
internal static class CacheEnvelope
{
    private const int End = 5;
    private const int KeyLength = End + sizeof(long);
    private const int KeyStart = KeyLength + sizeof(ushort);

    /// <summary>What an envelope adds to a value and its key.</summary>
    internal const int Overhead = KeyStart + SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Mark => "OCTC\u0001"u8;

    internal static byte[] Seal(ReadOnlySpan<byte> key, DateTimeOffset expiresAt, ReadOnlySpan<byte> value)
    {
        byte[] sealedBytes = new byte[Overhead + key.Length + value.Length];
        Span<byte> target = sealedBytes;
        Mark.CopyTo(target);
        BinaryPrimitives.WriteInt64BigEndian(target[End..], expiresAt.UtcTicks);
        BinaryPrimitives.WriteUInt16BigEndian(target[KeyLength..], (ushort)key.Length);
        key.CopyTo(target[KeyStart..]);
        value.CopyTo(target[(KeyStart + key.Length)..]);
        SHA256.HashData(target[..^SHA256.HashSizeInBytes], target[^SHA256.HashSizeInBytes..]);
        return sealedBytes;
    }

    /// <summary>Opens an envelope: the value, or why there is none; neither where it has ended.</summary>
    internal static (ReadOnlyMemory<byte>? Value, string? Refusal) Open(byte[] stored, ReadOnlySpan<byte> key, DateTimeOffset now, int maxValueBytes)
    {
        if (stored.Length < Overhead || stored.Length > (long)Overhead + ushort.MaxValue + maxValueBytes || !stored.AsSpan().StartsWith(Mark))
        {
            return (null, CacheRefusals.Unreadable);
        }

        ReadOnlySpan<byte> body = stored.AsSpan(0, stored.Length - SHA256.HashSizeInBytes);
        int value = KeyStart + BinaryPrimitives.ReadUInt16BigEndian(body[KeyLength..]);
        if (value > body.Length || body.Length - value > maxValueBytes
            || !SHA256.HashData(body).AsSpan().SequenceEqual(stored.AsSpan(body.Length)))
        {
            return (null, CacheRefusals.Unreadable);
        }

        // SECURITY: the whole key, tenant first, before a byte of the value is handed out.
        if (!body[KeyStart..value].SequenceEqual(key))
        {
            return (null, CacheRefusals.Foreign);
        }

        return now.UtcTicks >= BinaryPrimitives.ReadInt64BigEndian(body[End..]) ? (null, null) : (stored.AsMemory(value, body.Length - value), null);
    }
}
