using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Attacks;

/// <summary>Every attack leaves acme's rows as they were, and its answer does not tell whether the row is there.</summary>
public sealed class SqliteAttackTests(SqliteFixture fixture, ITestOutputHelper output) : IClassFixture<SqliteFixture>
{
    public static TheoryData<string> Names => [.. AttackCases.Names];

    [Theory]
    [CountsCases("attacks/entity-framework", "attacks on contexts of Entity Framework Core")]
    [MemberData(nameof(Names))]
    public void Acme_is_untouched_and_unseen(string name)
    {
        AttackCase attack = AttackCases.ByName[name];
        AttackOutcome outcome = AttackOutcome.Of(attack, fixture.Engine, fixture.World);

        output.WriteLine(outcome.OnAcmes);
        Assert.Equal(outcome.Before, outcome.After);
        if (attack.Tells is null)
        {
            Assert.Equal(outcome.OnNobodys, outcome.OnAcmes);
        }
    }
}
