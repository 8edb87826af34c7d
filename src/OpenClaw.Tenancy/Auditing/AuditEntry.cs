using System.Security.Cryptography;
using OpenClaw.Tenancy.Auditing.Merkle;

namespace OpenClaw.Tenancy.Auditing;

/// <summary>A record as a store keeps it: the bytes that are hashed, and what ties them to their trail and to the ledger.</summary>
/// <remarks>
/// It opens nothing and proves nothing by itself: a store keeps and gives back exactly these values. Immutable and safe for use by many threads.
/// </remarks>
public sealed class AuditEntry
{
    /// <summary>The length of a salt in bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>Makes an entry from what a store kept.</summary>
    /// <param name="trail">The text of the tenant's id in whose trail it stands.</param>
    /// <param name="sequence">Its number in its trail, from 1.</param>
    /// <param name="index">Its place in the whole ledger, from 0.</param>
    /// <param name="body">What was hashed; empty for a record that was dropped after its time.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="salt">What hides its hash in the tree.</param>
    /// <exception cref="ArgumentException">The trail is empty, a number is out of range, or the salt has not 16 bytes.</exception>
    public AuditEntry(string trail, long sequence, long index, ReadOnlyMemory<byte> body, Digest256 hash, ReadOnlyMemory<byte> salt)
    {
        ArgumentException.ThrowIfNullOrEmpty(trail);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sequence);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, SaltLength);
        (Trail, Sequence, Index, Body, Hash, Salt) = (trail, sequence, index, body, hash, salt);
    }

    /// <summary>The text of the tenant's id in whose trail it stands.</summary>
    public string Trail { get; }

    /// <summary>Its number in its trail, from 1 without gaps.</summary>
    public long Sequence { get; }

    /// <summary>Its place in the whole ledger, from 0 without gaps.</summary>
    public long Index { get; }

    /// <summary>What was hashed: JSON in its canonical form (RFC 8785). Empty where <see cref="IsDropped"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The SHA-256 of the body.</summary>
    public Digest256 Hash { get; }

    /// <summary>16 random bytes that hide the hash in the tree, so that nobody tries out what another tenant's record says.</summary>
    public ReadOnlyMemory<byte> Salt { get; }

    /// <summary>Whether it was dropped after its time: what it said is gone, and that it was there is still proved.</summary>
    public bool IsDropped => Body.IsEmpty;

    /// <summary>The head of the trail once this entry is its last.</summary>
    public TrailHead Head => new(Sequence, Hash);

    /// <summary>When it happened, as its body says.</summary>
    /// <returns>The moment, in UTC.</returns>
    /// <exception cref="InvalidDataException">The body is none of this version, or was dropped.</exception>
    public DateTimeOffset ReadOccurredAt() => AuditBody.Place(Body).OccurredAt;

    /// <summary>The hash of its leaf in the Merkle tree.</summary>
    /// <returns>The hash of salt and record hash.</returns>
    public Digest256 Leaf()
    {
        Span<byte> data = stackalloc byte[SaltLength + Digest256.Length];
        Salt.Span.CopyTo(data);
        Hash.CopyTo(data[SaltLength..]);
        return MerkleHash.Leaf(data);
    }

    /// <summary>The same entry without what it said.</summary>
    /// <returns>What is kept of a record after its time.</returns>
    public AuditEntry Drop() => new(Trail, Sequence, Index, ReadOnlyMemory<byte>.Empty, Hash, Salt);

    /// <summary>The record.</summary>
    /// <param name="tenants">Gives the id that a text stands for.</param>
    /// <returns>The record.</returns>
    /// <exception cref="InvalidDataException">The body is none of this version, or was dropped.</exception>
    public AuditRecord ToRecord(Func<string, TenantId> tenants)
    {
        ArgumentNullException.ThrowIfNull(tenants);
        return AuditBody.Record(Body, tenants, Index, Hash);
    }

    internal static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltLength);
}
