using System.Numerics;

namespace OpenClaw.Tenancy.Auditing.Merkle;

/// <summary>A whole tree, from which proofs are made (RFC 9162, 2.1.3 and 2.1.4).</summary>
/// <remarks>Immutable and safe for use by many threads. It holds 64 bytes for each leaf.</remarks>
public sealed class MerkleTree
{
    // Level k holds the roots of the complete subtrees of 2^k leaves, from the left.
    private readonly List<Digest256[]> _levels = [];

    /// <summary>Makes a tree.</summary>
    /// <param name="leaves">The hashes of its leaves.</param>
    public MerkleTree(IReadOnlyList<Digest256> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        Digest256[] level = [.. leaves];
        Size = level.Length;
        while (level.Length > 0)
        {
            _levels.Add(level);
            level = Above(level);
        }
    }

    /// <summary>How many leaves there are.</summary>
    public long Size { get; }

    /// <summary>The root that the tree had when it had so many leaves.</summary>
    /// <param name="size">Between zero and <see cref="Size"/>.</param>
    /// <returns>The root.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The tree never had that size.</exception>
    public Digest256 RootAt(long size)
    {
        RequireSize(size);
        return size == 0 ? MerkleHash.Empty : Range(0, size);
    }

    /// <summary>The proof that a leaf is in the tree of a size.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">How many leaves that tree has.</param>
    /// <returns>The hashes from the leaf's neighbour up.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such leaf or tree.</exception>
    public IReadOnlyList<Digest256> ProveInclusion(long index, long size)
    {
        RequireSize(size);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<Digest256>();
        (long start, long end) = (0, size);
        while (end - start > 1)
        {
            long middle = start + Split(end - start);
            bool isLeft = index < middle;
            path.Add(isLeft ? Range(middle, end) : Range(start, middle));
            (start, end) = isLeft ? (start, middle) : (middle, end);
        }

        path.Reverse();
        return path;
    }

    /// <summary>The proof that the tree of one size begins with the tree of another.</summary>
    /// <param name="first">The size of the earlier tree, at least 1.</param>
    /// <param name="second">The size of the later one.</param>
    /// <returns>The hashes; none where the two are one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no such trees.</exception>
    public IReadOnlyList<Digest256> ProveConsistency(long first, long second)
    {
        RequireSize(second);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var path = new List<Digest256>();
        (long start, long end) = (0, second);
        while (end != first)
        {
            long middle = start + Split(end - start);
            bool isLeft = first <= middle;
            path.Add(isLeft ? Range(middle, end) : Range(start, middle));
            (start, end) = isLeft ? (start, middle) : (middle, end);
        }

        // Where the earlier tree is itself a complete subtree on the left, whoever verifies has its root already.
        if (start != 0)
        {
            path.Add(Range(start, end));
        }

        path.Reverse();
        return path;
    }

    // The largest power of two below a number of leaves.
    private static long Split(long count) => 1L << (63 - BitOperations.LeadingZeroCount((ulong)(count - 1)));

    private Digest256 Range(long start, long end)
    {
        long count = end - start;
        if (BitOperations.IsPow2(count))
        {
            int level = BitOperations.TrailingZeroCount(count);
            return _levels[level][start >> level];
        }

        long middle = start + Split(count);
        return MerkleHash.Node(Range(start, middle), Range(middle, end));
    }

    private static Digest256[] Above(Digest256[] level)
    {
        var above = new Digest256[level.Length / 2];
        for (int i = 0; i < above.Length; i++)
        {
            above[i] = MerkleHash.Node(in level[2 * i], in level[(2 * i) + 1]);
        }

        return above;
    }

    private void RequireSize(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Size);
    }
}
