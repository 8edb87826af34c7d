using System.Numerics;

namespace OpenClaw.Tenancy.Auditing.Merkle;

/// <summary>Verifies proofs (RFC 9162, 2.1.3.2 and 2.1.4.2). Whatever does not fit is no proof; nothing throws.</summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf is in a tree.</summary>
    /// <param name="index">Its place, from 0.</param>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="leaf">The leaf's hash.</param>
    /// <param name="proof">The hashes from the leaf's neighbour up.</param>
    /// <param name="root">The tree's root.</param>
    /// <returns>True when it is.</returns>
    public static bool VerifyInclusion(long index, long size, in Digest256 leaf, IReadOnlyList<Digest256> proof, in Digest256 root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || size < 1 || index >= size)
        {
            return false;
        }

        (long at, long last, Digest256 hash) = (index, size - 1, leaf);
        foreach (Digest256 other in proof)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(at, last))
            {
                hash = MerkleHash.Node(in other, in hash);
                Climb(ref at, ref last);
            }
            else
            {
                hash = MerkleHash.Node(in hash, in other);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether a tree begins with another one.</summary>
    /// <param name="firstSize">How many leaves the earlier one has, at least 1: nothing is said of an empty tree.</param>
    /// <param name="secondSize">How many leaves the later one has.</param>
    /// <param name="proof">The hashes.</param>
    /// <param name="firstRoot">The earlier one's root.</param>
    /// <param name="secondRoot">The later one's root.</param>
    /// <returns>True when it does.</returns>
    public static bool VerifyConsistency(long firstSize, long secondSize, IReadOnlyList<Digest256> proof, in Digest256 firstRoot, in Digest256 secondRoot)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (firstSize < 1 || firstSize > secondSize)
        {
            return false;
        }

        if (firstSize == secondSize)
        {
            return proof.Count == 0 && firstRoot == secondRoot;
        }

        bool complete = BitOperations.IsPow2(firstSize);
        if (!complete && proof.Count == 0)
        {
            return false;
        }

        (long at, long last) = (firstSize - 1, secondSize - 1);
        while ((at & 1) == 1)
        {
            (at, last) = (at >> 1, last >> 1);
        }

        Digest256 first = complete ? firstRoot : proof[0];
        Digest256 second = first;
        for (int i = complete ? 0 : 1; i < proof.Count; i++)
        {
            if (last == 0)
            {
                return false;
            }

            if (IsRight(at, last))
            {
                first = MerkleHash.Node(proof[i], in first);
                second = MerkleHash.Node(proof[i], in second);
                Climb(ref at, ref last);
            }
            else
            {
                second = MerkleHash.Node(in second, proof[i]);
            }

            (at, last) = (at >> 1, last >> 1);
        }

        return last == 0 && first == firstRoot && second == secondRoot;
    }

    private static bool IsRight(long at, long last) => (at & 1) == 1 || at == last;

    // A node without a right neighbour goes up as it is.
    private static void Climb(ref long at, ref long last)
    {
        while ((at & 1) == 0 && at != 0)
        {
            (at, last) = (at >> 1, last >> 1);
        }
    }
}
