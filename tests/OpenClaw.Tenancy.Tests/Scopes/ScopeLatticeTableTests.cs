using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Tests.Scopes;

/// <summary>The gateway's own table, written out by hand: every pair of its scopes.</summary>
public sealed class ScopeLatticeTableTests
{
    public static readonly string[] Names =
    [
        "operator.read", "operator.sessions.read", "operator.sessions.write", "operator.sessions.archive", "operator.write", "operator.admin",
        "operator.pairing", "operator.approvals", "operator.questions", "operator.talk", "operator.talk.secrets",
    ];

    // Row: what is held; column: what is asked for, both in the order of Names.
    private static readonly string[] Table =
    [
        "##.........", // read
        ".#.........", // sessions.read
        ".##........", // sessions.write
        "...#.......", // sessions.archive
        "#####....#.", // write
        "###########", // admin
        "......#....", // pairing
        ".......#...", // approvals
        "........#..", // questions
        ".........#.", // talk
        "..........#", // talk.secrets
    ];

    public static bool Expected(string held, string required) => Table[Array.IndexOf(Names, held)][Array.IndexOf(Names, required)] == '#';

    public static TheoryData<string> Held => [.. Names];

    [Theory]
    [MemberData(nameof(Held))]
    public void Implies_EveryPair_AgreesWithTheTable(string held) =>
        Assert.All(Names, required => Assert.True(
            Expected(held, required) == ScopeLattice.OpenClaw.Implies(held, required), $"{held} => {required}"));

    [Fact]
    public void Known_IsTheClosedSet() =>
        Assert.Equal(Names.Order(StringComparer.Ordinal), ScopeLattice.OpenClaw.Known.Order(StringComparer.Ordinal));
}
