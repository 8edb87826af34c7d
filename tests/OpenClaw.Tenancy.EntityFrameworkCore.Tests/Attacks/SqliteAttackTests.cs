using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Attacks;

/// <summary>Every attack leaves acme's rows as they were, and its answer does not tell whether the row is there.</summary>
public sealed class SqliteAttackTests(SqliteFixture fixture, ITestOutputHelper output) : IClassFixture<SqliteFixture>
{
    private const int Acmes = 1;
    private const int Nobodys = 55;

    public static TheoryData<string> Names => [.. AttackCases.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Acme_is_untouched_and_unseen(string name)
    {
        AttackCase attack = AttackCases.ByName[name];
        using var world = new AttackWorld(fixture.Engine, attack.Options);
        fixture.World.Seed();
        IReadOnlyList<string> before = fixture.World.RowsOfAcme();

        string onAcmes = world.Try(attack, Acmes);

        Assert.Equal(before, fixture.World.RowsOfAcme());
        fixture.World.Seed();
        string onNobodys = world.Try(attack, Nobodys);
        output.WriteLine(onAcmes);
        if (attack.Tells is null)
        {
            Assert.Equal(onNobodys, onAcmes);
        }
    }
}
