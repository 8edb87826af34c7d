using System.Security.Cryptography;

namespace OpenClaw.Tenancy.Auditing.Merkle;

/// <summary>The two hashes of a tree (RFC 9162, 2.1.1): leaves and nodes begin with different bytes, so that neither is ever taken for the other.</summary>
public static class MerkleHash
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;
    private const int MaxStack = 256;

    /// <summary>The hash of a tree without leaves.</summary>
    public static Digest256 Empty { get; } = Digest256.Of([]);

    /// <summary>The hash of a leaf.</summary>
    /// <param name="data">What the leaf holds.</param>
    /// <returns>The hash.</returns>
    public static Digest256 Leaf(ReadOnlySpan<byte> data)
    {
        Span<byte> prefixed = data.Length < MaxStack ? stackalloc byte[data.Length + 1] : new byte[data.Length + 1];
        prefixed[0] = LeafPrefix;
        data.CopyTo(prefixed[1..]);
        return Digest256.Of(prefixed);
    }

    /// <summary>The hash of a node over two others.</summary>
    /// <param name="left">The left one.</param>
    /// <param name="right">The right one.</param>
    /// <returns>The hash.</returns>
    public static Digest256 Node(in Digest256 left, in Digest256 right)
    {
        Span<byte> prefixed = stackalloc byte[1 + (2 * Digest256.Length)];
        prefixed[0] = NodePrefix;
        left.CopyTo(prefixed[1..]);
        right.CopyTo(prefixed[(1 + Digest256.Length)..]);
        return Digest256.Of(prefixed);
    }
}
