using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Auditing.Merkle;

namespace OpenClaw.Tenancy.Tests.Auditing.Merkle;

/// <summary>What no tree could prove is no proof, however well its hashes fit; what no tree has is not asked of one.</summary>
public sealed class MerkleRefusalTests
{
    private const int Most = 9;

    private static readonly Digest256[] Leaves = [.. Enumerable.Range(0, Most).Select(static i => MerkleHash.Leaf(Encoding.ASCII.GetBytes($"leaf {i}")))];
    private static readonly MerkleTree Tree = new(Leaves);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(-1, -1)]
    [InlineData(long.MaxValue, 1)]
    [InlineData(long.MinValue, 1)]
    public void Leaf_outside_a_tree_is_not_in_it(long index, long size)
    {
        // The only leaf of a tree is its root, and is proved by no hash.
        Assert.True(MerkleProof.VerifyInclusion(0, 1, Leaves[0], [], Leaves[0]));

        Assert.False(MerkleProof.VerifyInclusion(index, size, Leaves[0], [], Leaves[0]));
    }

    [Fact]
    public void Later_tree_is_not_the_beginning_of_an_earlier_one()
    {
        Assert.True(MerkleProof.VerifyConsistency(1, 1, [], Leaves[0], Leaves[0]));

        Assert.False(MerkleProof.VerifyConsistency(2, 1, [], Leaves[0], Leaves[0]));
        Assert.False(MerkleProof.VerifyConsistency(long.MaxValue, 1, [], Leaves[0], Leaves[0]));
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(4, 5)]
    [InlineData(8, 9)]
    public void Tree_that_grew_is_not_proved_by_nothing(int first, int second) =>
        Assert.False(MerkleProof.VerifyConsistency(first, second, [], Tree.RootAt(first), Tree.RootAt(second)));

    [Fact]
    public void Tree_is_not_asked_for_what_it_never_was()
    {
        Assert.Throws<ArgumentOutOfRangeException>("size", static () => Tree.RootAt(-1));
        Assert.Throws<ArgumentOutOfRangeException>("size", static () => Tree.RootAt(Most + 1));
        Assert.Throws<ArgumentOutOfRangeException>("size", static () => Tree.ProveInclusion(0, Most + 1));
        Assert.Throws<ArgumentOutOfRangeException>("index", static () => Tree.ProveInclusion(Most, Most));
        Assert.Throws<ArgumentOutOfRangeException>("index", static () => Tree.ProveInclusion(-1, Most));
        Assert.Throws<ArgumentOutOfRangeException>("size", static () => Tree.ProveConsistency(1, Most + 1));
        Assert.Throws<ArgumentOutOfRangeException>("first", static () => Tree.ProveConsistency(0, Most));
        Assert.Throws<ArgumentOutOfRangeException>("first", static () => Tree.ProveConsistency(Most, Most - 1));
        Assert.Throws<ArgumentOutOfRangeException>("size", static () => MerkleFrontier.FromBytes(-1, new byte[64 * Digest256.Length]));
    }

    [Fact]
    public void What_is_missing_is_said_by_its_name()
    {
        Assert.Throws<ArgumentNullException>("leaves", static () => new MerkleTree(null!));
        Assert.Throws<ArgumentNullException>("proof", static () => MerkleProof.VerifyInclusion(0, 1, Leaves[0], null!, Leaves[0]));
        Assert.Throws<ArgumentNullException>("proof", static () => MerkleProof.VerifyConsistency(1, 2, null!, Leaves[0], Leaves[0]));
    }

    /// <summary>The stack of a thread is smaller than the longest of these.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(254)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(16 << 20)]
    public void Leaf_of_any_length_is_hashed_behind_a_zero(int length)
    {
        byte[] data = new byte[length];
        data.AsSpan().Fill(7);

        Assert.Equal(Digest256.FromBytes(SHA256.HashData([0, .. data])), MerkleHash.Leaf(data));
    }
}
