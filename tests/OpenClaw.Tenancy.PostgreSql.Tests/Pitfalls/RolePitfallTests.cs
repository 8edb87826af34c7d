using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Pitfalls;

/// <summary>Who sees past row-level security, and what a role must not be able to do. The start-up check looks for each (<c>BrokenDatabaseTests</c>).</summary>
[CountsCases("attacks/pitfalls", "known pitfalls of row-level security")]
public sealed class RolePitfallTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private readonly TestDatabase _database = shared.Get();

    [Fact]
    public void Pitfall_01_the_owner_sees_nothing_because_row_security_is_forced()
    {
        Assert.Equal(0L, TestDatabase.Run(_database.OwnerConnection, "SELECT count(*) FROM note"));
        _database.AsOwner("ALTER TABLE line NO FORCE ROW LEVEL SECURITY");
        Assert.Equal(3L * TestDatabase.Rows, TestDatabase.Run(_database.OwnerConnection, "SELECT count(*) FROM line"));
        _database.AsOwner("ALTER TABLE line FORCE ROW LEVEL SECURITY");
    }

    [Fact]
    public void Pitfall_02_a_superuser_sees_everything_all_the_same()
    {
        using var session = new RawSession(_database.OwnerConnection.Replace($"Username={_database.Owner}", "Username=postgres", StringComparison.Ordinal));
        Assert.Equal("acme,globex,initech", session.Tenants());
    }

    [Fact]
    public void Pitfall_03_a_role_that_was_switched_to_can_be_left_again()
    {
        using var session = new RawSession(_database.OwnerConnection.Replace($"Username={_database.Owner}", "Username=postgres", StringComparison.Ordinal));
        session.Scalar($"SET ROLE {_database.App}");
        Assert.Equal("", session.Tenants());
        session.Scalar("RESET ROLE");
        Assert.Equal("acme,globex,initech", session.Tenants());
        Assert.Throws<TenancyConfigurationException>(() => _database.Acme(_database.AppConnection + $";Options=-c role={_database.App}").Notes.Count());
    }

    [Theory]
    [InlineData("TRUNCATE note")]
    [InlineData("CREATE TABLE public.mine (x int REFERENCES note)")]
    [InlineData("CREATE TRIGGER t BEFORE INSERT ON note FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()")]
    [InlineData("ALTER TABLE note DISABLE ROW LEVEL SECURITY")]
    [InlineData("DROP POLICY openclaw_tenant_isolation ON note")]
    public void Pitfall_13_the_applications_role_may_not(string sql)
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf(sql));
    }

    [Theory]
    [InlineData("CREATE TEMPORARY TABLE note (\"TenantId\" text, id int, body text)")]
    [InlineData("CREATE TABLE public.note2 (x int)")]
    [InlineData("CREATE SCHEMA mine")]
    public void Pitfall_19_nothing_can_be_put_before_a_table(string sql)
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf(sql));
    }

    [Fact]
    public void Pitfall_23_row_security_off_raises_instead_of_showing()
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        session.Scalar("SET LOCAL row_security = off");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("SELECT count(*) FROM note"));
    }
}
