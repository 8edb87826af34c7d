using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Pitfalls;

/// <summary>What policies let through, and what keys tell past them.</summary>
[CountsCases("attacks/pitfalls", "known pitfalls of row-level security")]
public sealed class PolicyPitfallTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private readonly TestDatabase _database = shared.Get();

    [Theory]
    [InlineData("INSERT INTO note VALUES ('globex', 900, 'planted')")]
    [InlineData("UPDATE note SET \"TenantId\" = 'globex' WHERE id = 1")]
    [InlineData("INSERT INTO archive.\"an \"\"entry\"\"\" VALUES ('globex', 900)")]
    public void Pitfall_09_a_row_cannot_be_planted_in_another_tenant(string sql)
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf(sql));
    }

    [Fact]
    public void Pitfall_10_a_second_permissive_policy_widens_nothing()
    {
        _database.AsOwner("CREATE POLICY wide ON note USING (true) WITH CHECK (true)");
        using (RawSession session = RawSession.Of(_database, TestWorld.Acme))
        {
            Assert.Equal("acme", session.Tenants());
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("INSERT INTO note VALUES ('globex', 900, 'planted')"));
        }

        _database.AsOwner("DROP POLICY wide ON note");
    }

    [Fact]
    public void Pitfall_11_a_value_that_another_tenant_has_is_free()
    {
        _database.AsSuperuser("INSERT INTO note VALUES ('globex', 901, 'theirs')");
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal(901, session.Scalar("INSERT INTO note VALUES ('acme', 901, 'ours') ON CONFLICT DO NOTHING RETURNING id"));
    }

    [Fact]
    public void Pitfall_12_another_tenants_row_cannot_be_pointed_at()
    {
        _database.AsSuperuser("INSERT INTO note VALUES ('globex', 902, 'theirs')");
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, session.StateOf("INSERT INTO line (\"TenantId\", id, note_id, text) VALUES ('acme', 902, 902, 'x')"));
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, session.StateOf("INSERT INTO line (\"TenantId\", id, note_id, text) VALUES ('acme', 902, 999, 'x')"));
    }

    [Fact]
    public void Pitfall_17_a_partition_cannot_be_read_past_its_table()
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal("acme", session.Tenants("archive.\"an \"\"entry\"\"\""));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("SELECT * FROM archive.entry_0"));
        _database.AsOwner($"GRANT SELECT ON archive.entry_0, archive.entry_1 TO {_database.App}");
        Assert.Equal("", session.Tenants("archive.entry_0") + session.Tenants("archive.entry_1"));
    }

    [Fact]
    public async Task Pitfall_18_a_forgotten_table_is_found()
    {
        _database.AsOwner($"CREATE TABLE forgotten (\"TenantId\" text); GRANT SELECT ON forgotten TO {_database.App}");
        Assert.Contains("forgotten-table", await _database.RulesBroken());
        _database.AsOwner("DROP TABLE forgotten");
    }
}
