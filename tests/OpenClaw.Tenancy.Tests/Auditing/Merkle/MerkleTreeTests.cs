using System.Text;
using OpenClaw.Tenancy.Auditing.Merkle;

namespace OpenClaw.Tenancy.Tests.Auditing.Merkle;

/// <summary>The tree, its frontier and its proofs against the definition (RFC 9162, 2.1.1), and each proof against every other place.</summary>
public sealed class MerkleTreeTests
{
    private const int Most = 40;

    private static readonly Digest256[] Leaves = [.. Enumerable.Range(0, Most).Select(static i => MerkleHash.Leaf(Encoding.ASCII.GetBytes($"leaf {i}")))];
    private static readonly MerkleTree Tree = new(Leaves);

    [Fact]
    public void Root_of_each_size_is_that_of_the_definition()
    {
        var frontier = new MerkleFrontier();
        for (int size = 0; size <= Most; size++)
        {
            Digest256 root = Defined(Leaves.AsSpan(0, size));
            Assert.Equal(root, Tree.RootAt(size));
            Assert.Equal((size, root), ((int)frontier.Size, frontier.Root));
            frontier = MerkleFrontier.FromBytes(size, frontier.ToBytes());
            if (size < Most)
            {
                frontier.Append(Leaves[size]);
            }
        }
    }

    [Fact]
    public void Root_of_nothing_is_the_hash_of_nothing() =>
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", new MerkleTree([]).RootAt(0).ToString());

    [Fact]
    public void Leaf_is_proved_in_its_place_and_in_no_other()
    {
        for (int size = 1; size <= Most; size++)
        {
            Digest256 root = Tree.RootAt(size);
            for (int index = 0; index < size; index++)
            {
                IReadOnlyList<Digest256> proof = Tree.ProveInclusion(index, size);
                Assert.True(MerkleProof.VerifyInclusion(index, size, Leaves[index], proof, root));
                Assert.False(MerkleProof.VerifyInclusion(index, size, Leaves[(index + 1) % Most], proof, root));
                Assert.False(MerkleProof.VerifyInclusion(index, size, Leaves[index], [.. proof, root], root));
                Assert.All(Enumerable.Range(0, size).Where(i => i != index), i => Assert.False(MerkleProof.VerifyInclusion(i, size, Leaves[index], proof, root)));
                Assert.All(Enumerable.Range(0, proof.Count), cut => Assert.False(
                    MerkleProof.VerifyInclusion(index, size, Leaves[index], [.. proof.Where((_, i) => i != cut)], root)));
            }
        }
    }

    [Fact]
    public void Tree_is_proved_to_begin_with_each_smaller_one_and_with_no_other()
    {
        for (int second = 1; second <= Most; second++)
        {
            for (int first = 1; first <= second; first++)
            {
                IReadOnlyList<Digest256> proof = Tree.ProveConsistency(first, second);
                (Digest256 before, Digest256 after) = (Tree.RootAt(first), Tree.RootAt(second));
                Assert.True(MerkleProof.VerifyConsistency(first, second, proof, before, after));
                Assert.False(MerkleProof.VerifyConsistency(first, second, proof, Leaves[^1], after));
                Assert.False(MerkleProof.VerifyConsistency(first, second, proof, before, Leaves[^1]));
                Assert.False(MerkleProof.VerifyConsistency(first, second, [.. proof, before], before, after));
                Assert.All(Enumerable.Range(0, proof.Count), i => Assert.False(
                    MerkleProof.VerifyConsistency(first, second, [.. proof.Select((h, at) => at == i ? Leaves[0] : h)], before, after)
                    && proof[i] != Leaves[0]));
            }
        }
    }

    [Fact]
    public void Leaf_is_never_taken_for_a_node()
    {
        byte[] node = new byte[64];
        Leaves[0].CopyTo(node);
        Leaves[1].CopyTo(node.AsSpan(32));

        Assert.NotEqual(MerkleHash.Node(Leaves[0], Leaves[1]), MerkleHash.Leaf(node));
    }

    [Fact]
    public void What_is_not_there_is_not_proved()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Tree.ProveInclusion(5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tree.ProveInclusion(-1, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tree.RootAt(Most + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tree.ProveConsistency(0, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tree.ProveConsistency(6, 5));
        Assert.Throws<ArgumentException>(() => MerkleFrontier.FromBytes(3, new byte[32]));
        Assert.False(MerkleProof.VerifyConsistency(0, 5, [], MerkleHash.Empty, Tree.RootAt(5)));
    }

    private static Digest256 Defined(ReadOnlySpan<Digest256> leaves)
    {
        if (leaves.Length <= 1)
        {
            return leaves.Length == 0 ? MerkleHash.Empty : leaves[0];
        }

        int split = 1;
        while (split * 2 < leaves.Length)
        {
            split *= 2;
        }

        return MerkleHash.Node(Defined(leaves[..split]), Defined(leaves[split..]));
    }
}
