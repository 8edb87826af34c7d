using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Pitfalls;

/// <summary>Ways by which rows leave a table without being selected from it. No index takes part.</summary>
[CountsCases("attacks/pitfalls", "known pitfalls of row-level security")]
public sealed class LeakPitfallTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private readonly TestDatabase _database = shared.Get();

    [Fact]
    public void Pitfall_14_a_view_of_its_owner_shows_all_and_one_of_the_caller_its_own()
    {
        string superuser = "CREATE VIEW theirs AS SELECT * FROM note; CREATE VIEW ours WITH (security_invoker = true) AS SELECT * FROM note; "
            + "CREATE MATERIALIZED VIEW copied AS SELECT * FROM note; "
            + "CREATE FUNCTION definer() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM public.note'; "
            + $"GRANT SELECT ON theirs, ours, copied TO {_database.App}";
        _database.AsSuperuser(superuser);
        using (RawSession session = RawSession.Of(_database, TestWorld.Acme))
        {
            Assert.Equal("acme", session.Tenants("ours"));
            Assert.Equal("acme,globex,initech", session.Tenants("theirs"));
            Assert.Equal("acme,globex,initech", session.Tenants("copied"));
            Assert.Equal(3L * TestDatabase.Rows, session.Scalar("SELECT definer()"));
        }

        _database.AsSuperuser("DROP VIEW theirs, ours; DROP MATERIALIZED VIEW copied; DROP FUNCTION definer()");
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("LEAKPROOF", true)]
    public void Pitfall_15_only_a_leakproof_function_sees_foreign_rows(string mark, bool sees)
    {
        _database.AsSuperuser($"CREATE FUNCTION watch(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 {mark} AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$");
        List<string> seen = [];
        using (RawSession session = RawSession.Of(_database, TestWorld.Acme))
        {
            session.Connection.Notice += (_, e) => seen.Add(e.Notice.MessageText);
            session.Scalar("SELECT count(*) FROM note WHERE watch(body)");
        }

        _database.AsSuperuser("DROP FUNCTION watch(text)");
        Assert.Equal(sees, seen.Exists(static text => text.StartsWith("globex", StringComparison.Ordinal)));
        Assert.Contains(seen, static text => text.StartsWith("acme", StringComparison.Ordinal));
    }

    [Fact]
    public void Pitfall_16_an_error_tells_of_own_rows_alone()
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        session.Scalar("SAVEPOINT attempt");
        var exception = Assert.Throws<PostgresException>(() => session.Scalar("SELECT sum(body::int) FROM note"));
        Assert.Contains("acme says", exception.MessageText, StringComparison.Ordinal);
        session.Scalar("ROLLBACK TO SAVEPOINT attempt");
        Assert.Equal((long)TestDatabase.Rows, session.Scalar("SELECT count(*) FROM note WHERE 1 / (CASE WHEN \"TenantId\" = 'acme' THEN 1 ELSE 0 END) = 1"));
    }

    [Fact]
    public void Pitfall_20_the_text_of_a_running_command_names_no_tenant()
    {
        using NotesDb db = _database.Acme();
        db.Database.OpenConnection();
        Assert.Equal("acme says 7", db.Notes.Single(n => n.Id == 7).Body);
        using var watcher = new RawSession(_database.AppConnection);
        object? seen = watcher.Scalar("SELECT string_agg(query, ';') FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.Contains("note", Assert.IsType<string>(seen), StringComparison.Ordinal);
        Assert.DoesNotContain("acme", (string)seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_21_statistics_show_no_values()
    {
        _database.AsSuperuser("ANALYZE note");
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal(0L, session.Scalar("SELECT count(*) FROM pg_stats WHERE tablename = 'note'"));
    }

    [Fact]
    public void Pitfall_22_copy_obeys_the_policies()
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        using TextReader copy = session.Connection.BeginTextExport("COPY note (\"TenantId\") TO STDOUT");
        string[] lines = copy.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(TestDatabase.Rows, lines.Length);
        Assert.All(lines, static line => Assert.Equal("acme", line));
    }

}
