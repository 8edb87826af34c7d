using System.Numerics;

namespace OpenClaw.Tenancy.Auditing.Merkle;

/// <summary>What is needed of a tree to go on appending to it: its size, and the roots of the complete subtrees that it consists of.</summary>
/// <remarks>At most 63 hashes, however many leaves there are. Used by one thread at a time.</remarks>
public sealed class MerkleFrontier
{
    // The larger subtrees first, one for each bit of the size that is set.
    private readonly List<Digest256> _roots;

    /// <summary>Begins an empty tree.</summary>
    public MerkleFrontier() => _roots = [];

    private MerkleFrontier(long size, List<Digest256> roots) => (Size, _roots) = (size, roots);

    /// <summary>How many leaves there are.</summary>
    public long Size { get; private set; }

    /// <summary>The root of the tree.</summary>
    public Digest256 Root
    {
        get
        {
            if (_roots.Count == 0)
            {
                return MerkleHash.Empty;
            }

            Digest256 root = _roots[^1];
            for (int i = _roots.Count - 2; i >= 0; i--)
            {
                root = MerkleHash.Node(_roots[i], in root);
            }

            return root;
        }
    }

    /// <summary>Takes a frontier from its bytes.</summary>
    /// <param name="size">How many leaves there are.</param>
    /// <param name="bytes">What <see cref="ToBytes"/> gave.</param>
    /// <returns>The frontier.</returns>
    /// <exception cref="ArgumentException">The bytes are not those of a tree of this size.</exception>
    public static MerkleFrontier FromBytes(long size, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        int count = BitOperations.PopCount((ulong)size);
        if (bytes.Length != count * Digest256.Length)
        {
            throw new ArgumentException("The frontier of a tree has one hash for each bit of its size that is set.", nameof(bytes));
        }

        var roots = new List<Digest256>(count + 1);
        for (int i = 0; i < count; i++)
        {
            roots.Add(Digest256.FromBytes(bytes.Slice(i * Digest256.Length, Digest256.Length)));
        }

        return new MerkleFrontier(size, roots);
    }

    /// <summary>The hashes, the larger subtrees' first.</summary>
    /// <returns>32 bytes for each.</returns>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[_roots.Count * Digest256.Length];
        for (int i = 0; i < _roots.Count; i++)
        {
            _roots[i].CopyTo(bytes.AsSpan(i * Digest256.Length));
        }

        return bytes;
    }

    /// <summary>Appends a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    public void Append(in Digest256 leaf)
    {
        Digest256 root = leaf;

        // Two complete subtrees of one size become one: as often as the size ends with ones.
        for (long left = Size; (left & 1) == 1; left >>= 1)
        {
            root = MerkleHash.Node(_roots[^1], in root);
            _roots.RemoveAt(_roots.Count - 1);
        }

        _roots.Add(root);
        Size++;
    }

    /// <summary>Another frontier of the same tree.</summary>
    /// <returns>A copy.</returns>
    public MerkleFrontier Clone() => new(Size, [.. _roots]);
}
