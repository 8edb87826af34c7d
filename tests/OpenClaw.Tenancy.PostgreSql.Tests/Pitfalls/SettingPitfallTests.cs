using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Pitfalls;

/// <summary>How the tenant setting could be empty, stay behind, be nested or be given by somebody else.</summary>
/// <remarks>Nothing is signed in this database: what holds here holds without a signature.</remarks>
[CountsCases("attacks/pitfalls", "known pitfalls of row-level security")]
public sealed class SettingPitfallTests(UnsignedDatabase shared, Cluster cluster) : IClassFixture<UnsignedDatabase>
{
    private readonly TestDatabase _database = shared.Get();

    [Fact]
    public void Pitfall_04_a_setting_that_was_used_and_is_empty_again_shows_no_row_of_an_empty_tenant()
    {
        _database.AsSuperuser("ALTER TABLE note DROP CONSTRAINT openclaw_tenant_not_empty; INSERT INTO note VALUES ('', 1, 'of nobody')");
        string connection = _database.AppConnection + ";Maximum Pool Size=1";
        using (NotesDb db = _database.Acme(connection))
        {
            Assert.Equal(TestDatabase.Rows, db.Notes.Count());
        }

        using var open = new NpgsqlConnection(connection);
        open.Open();
        using var state = new NpgsqlCommand("SELECT current_setting('openclaw.tenant', true) || '|' || (SELECT count(*) FROM note)", open);
        Assert.Equal("|0", state.ExecuteScalar());
        using NotesDb script = _database.Unbound();
        _database.AsSuperuser("DELETE FROM note WHERE \"TenantId\" = ''");
        _database.AsOwner(TenantRowSecurity.Script(script));
    }

    [Fact]
    public void Pitfall_04_an_empty_tenant_cannot_be_kept() => Assert.Equal(
        PostgresErrorCodes.CheckViolation,
        Assert.Throws<PostgresException>(() => _database.AsSuperuser("INSERT INTO note VALUES ('', 1, 'of nobody')")).SqlState);

    [Theory]
    [InlineData("")]
    [InlineData(";Pooling=false")]
    public void Pitfall_05_nothing_of_the_setting_stays_on_the_connection(string pool)
    {
        string connection = _database.AppConnection + ";Maximum Pool Size=1" + pool;
        using (NotesDb db = _database.Acme(connection))
        {
            Assert.Equal(TestDatabase.Rows, db.Notes.Count());
            db.Notes.Where(n => n.Id == 1).ExecuteUpdate(s => s.SetProperty(n => n.Body, "changed"));
        }

        Assert.Equal(0L, _database.AsApp("SELECT count(*) FROM note", connection));
    }

    [Fact]
    public void Pitfall_05_nothing_of_the_setting_stays_where_the_driver_does_not_reset()
    {
        // Only a signature that expires goes with such a pool, so this database is set up anew.
        static void Pooler(TenantRowSecurityOptions o) => o.SignedSetting(TestDatabase.Key).BindToExpiry(TimeSpan.FromMinutes(1));
        using var database = new TestDatabase(cluster, Pooler);
        string connection = database.AppConnection + ";Maximum Pool Size=1;No Reset On Close=true";
        using (NotesDb db = database.Acme(connection))
        {
            Assert.Equal(TestDatabase.Rows, db.Notes.Count());
            db.Notes.Add(new Note { Tenant = TestWorld.Acme, Id = 1000 });
            db.SaveChanges();
        }

        Assert.Equal("", database.AsApp("SELECT COALESCE(current_setting('openclaw.tenant', true), '')", connection));
        Assert.Equal(0L, database.AsApp("SELECT count(*) FROM note", connection));
        using NotesDb other = database.Open(TestWorld.Globex, connection);
        Assert.Equal(TestDatabase.Rows, other.Notes.Count());
    }

    [Fact]
    public void Pitfall_05_a_setting_that_somebody_left_in_the_session_stops_the_context()
    {
        using var open = new NpgsqlConnection(_database.AppConnection);
        open.Open();
        using var leak = new NpgsqlCommand("SET openclaw.tenant = 'globex'", open);
        leak.ExecuteNonQuery();
        using NotesDb db = _database.Open(TestWorld.Acme, more: o => o.UseNpgsql(open));
        Assert.Throws<TenantMismatchException>(() => db.Notes.Count());
    }

    [Fact]
    public void Pitfall_06_a_savepoint_keeps_an_inner_change_so_a_nested_tenant_is_refused()
    {
        using NotesDb outer = _database.Acme();
        using var transaction = outer.Database.BeginTransaction();
        transaction.CreateSavepoint("inner");
        using NotesDb inner = _database.Open(TestWorld.Globex, more: o => o.UseNpgsql(outer.Database.GetDbConnection()));
        Assert.Throws<TenantMismatchException>(() => inner.Database.UseTransaction(Raw(transaction)));
        transaction.RollbackToSavepoint("inner");
        transaction.ReleaseSavepoint("inner");
        Assert.Equal(TestDatabase.Rows, outer.Notes.Count());
    }

    [Fact]
    public void Pitfall_06_the_sql_of_it_is_as_it_is_feared()
    {
        using var session = new RawSession(_database.AppConnection);
        session.Set("acme");
        session.Scalar("SAVEPOINT inner_one");
        session.Set("globex");
        session.Scalar("RELEASE SAVEPOINT inner_one");
        Assert.Equal("globex", session.Tenants());
    }

    [Fact]
    public void Pitfall_07_without_a_signature_injected_sql_can_name_another_tenant()
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        session.Set("globex");
        Assert.Equal("globex", session.Tenants());
    }

    [Theory]
    [InlineData(";Options=-c openclaw.tenant=globex")]
    [InlineData(";Options=-c openclaw\\.tenant=globex")]
    [InlineData(";Options=--OPENCLAW.TENANT=globex")]
    [InlineData(";Options=-c row_security=off")]
    [InlineData(";No Reset On Close=true")]
    [InlineData(";Multiplexing=true")]
    public void Pitfall_08_a_connection_string_that_breaks_it_is_refused(string addition)
    {
        using NotesDb db = _database.Acme(_database.AppConnection + addition);
        var refusal = Assert.Throws<TenancyConfigurationException>(() => db.Notes.Count());
        Assert.Contains("connection string", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("globex", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_24_no_tenant_id_holds_a_nul()
    {
        Assert.False(TenantId.TryFrom("ac\0me", out _));
        using var session = new RawSession(_database.AppConnection);
        Assert.Equal(PostgresErrorCodes.CharacterNotInRepertoire, Assert.Throws<PostgresException>(() => session.Set("ac\0me")).SqlState);
    }

    private static System.Data.Common.DbTransaction Raw(Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction) =>
        Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction);
}
