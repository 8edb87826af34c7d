using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Attacks;

/// <summary>Every attack leaves acme's rows as they were, and its answer does not tell whether the row is there.</summary>
public sealed class PostgresAttackTests(AttackedHost host, ITestOutputHelper output) : IClassFixture<AttackedHost>
{
    public static TheoryData<string> Names => [.. AttackCases.Names];

    public static TheoryData<string> ConnectionNames => [.. AttackCases.ConnectionNames];

    [Theory]
    [CountsCases("attacks/entity-framework", "attacks on contexts of Entity Framework Core")]
    [MemberData(nameof(Names))]
    public void Acme_is_untouched_and_unseen(string name) => Attack(name, rowSecurity: false);

    [Theory]
    [CountsCases("attacks/entity-framework", "attacks on contexts of Entity Framework Core")]
    [MemberData(nameof(Names))]
    public void Acme_is_untouched_and_unseen_with_row_security(string name) => Attack(name, rowSecurity: true);

    [Theory]
    [CountsCases("attacks/row-security", "statements on a connection in the host's own hands, behind row-level security")]
    [MemberData(nameof(ConnectionNames))]
    public void Row_security_stops_what_a_connection_in_the_hosts_own_hands_does(string name) => Attack(name, rowSecurity: true);

    private void Attack(string name, bool rowSecurity)
    {
        AttackCase attack = AttackCases.ByName[name];
        (PostgresEngine engine, AttackWorld seeder) = host.Get(rowSecurity);
        AttackOutcome outcome = AttackOutcome.Of(attack, engine, seeder);

        output.WriteLine(outcome.OnAcmes);
        Assert.Equal(outcome.Before, outcome.After);
        if (attack.Tells is null)
        {
            Assert.Equal(outcome.OnNobodys, outcome.OnAcmes);
        }
    }
}
