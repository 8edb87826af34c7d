using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Signing;

/// <summary>Injected SQL runs in the session of a tenant and names another one: it reads and writes nothing.</summary>
public sealed class SignedSettingTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private readonly TestDatabase _database = shared.Get();

    [Fact]
    public void The_librarys_own_setting_opens_its_tenant_alone()
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal("acme", session.Tenants());
    }

    [Fact]
    public void A_bare_name_opens_nothing() => Refused(static (_, _) => "globex");

    [Fact]
    public void A_swapped_signature_opens_nothing() => Refused(static (_, own) => "globex" + own[own.IndexOf('.', StringComparison.Ordinal)..]);

    [Fact]
    public void A_setting_of_another_server_process_opens_nothing()
    {
        using var other = new RawSession(_database.AppConnection);
        string theirs = other.TokenOf(_database, TestWorld.Globex);
        Refused((_, _) => theirs);
    }

    [Fact]
    public void A_setting_of_another_key_opens_nothing()
    {
        RowSecurityKey wrong = RowSecurityKey.From("k1", RandomNumberGenerator.GetBytes(32));
        using NotesDb db = _database.Open(TestWorld.Acme, security: o => o.SignedSetting(wrong));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.Throws<PostgresException>(() => db.Notes.Count()).SqlState);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_empty_setting_opens_nothing(string value)
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        session.Set(value);
        if (value.Length == 0)
        {
            Assert.Equal("", session.Tenants());
        }
        else
        {
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("SELECT count(*) FROM note"));
        }
    }

    [Fact]
    public void Every_changed_character_is_refused()
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        string own = (string)session.Scalar("SELECT current_setting('openclaw.tenant')")!;
        for (int i = 0; i < own.Length; i++)
        {
            session.Set(own[..i] + (own[i] == '0' ? '1' : '0') + own[(i + 1)..]);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("SELECT count(*) FROM note"));
        }

        foreach (string other in (string[])[own + ".", own + ".x", own + " ", own[..^1], own[(own.IndexOf('.', StringComparison.Ordinal) + 1)..], own.ToUpperInvariant()])
        {
            session.Set(other);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("SELECT count(*) FROM note"));
        }
    }

    [Theory]
    [InlineData("SELECT inner_pad FROM openclaw_tenancy.setting_key")]
    [InlineData("INSERT INTO openclaw_tenancy.setting_key VALUES ('k2', '', '')")]
    [InlineData("CREATE OR REPLACE FUNCTION openclaw_tenancy.tenant() RETURNS text LANGUAGE sql AS 'SELECT ''globex'''")]
    [InlineData("ALTER FUNCTION openclaw_tenancy.tenant() SET search_path = public")]
    [InlineData("CREATE FUNCTION public.split_part(text, text, int) RETURNS text LANGUAGE sql AS 'SELECT ''globex'''")]
    [InlineData("SET SESSION AUTHORIZATION postgres")]
    public void The_applications_role_cannot_reach_what_signs(string sql)
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf(sql));
    }

    [Fact]
    public void SQL_that_is_injected_into_a_query_of_the_context_reads_nothing_of_another_tenant()
    {
        using NotesDb db = _database.Acme();
        Bound.PermitRawSql(_database.World, TestWorld.Acme, db);
        const string injected = "SELECT set_config('openclaw.tenant', 'globex', true); SELECT body AS \"Value\" FROM note";
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, Assert.ThrowsAny<PostgresException>(() => db.Database.ExecuteSqlRaw(injected)).SqlState);
        Assert.Equal(TestDatabase.Rows, db.Database.SqlQueryRaw<string>("SELECT body AS \"Value\" FROM note").ToList().Count);
    }

    [Fact]
    public void Keys_change_with_an_overlap()
    {
        RowSecurityKey next = RowSecurityKey.From("k2", RandomNumberGenerator.GetBytes(64));
        int Count(Action<TenantRowSecurityOptions> security)
        {
            using NotesDb db = _database.Open(TestWorld.Acme, security: security);
            return db.Notes.Count();
        }

        _database.InstallKeys(o => o.SignedSetting(TestDatabase.Key, next));
        Assert.Equal(TestDatabase.Rows, Count(static o => o.SignedSetting(TestDatabase.Key)));
        Assert.Equal(TestDatabase.Rows, Count(o => o.SignedSetting(next)));
        _database.InstallKeys(o => o.SignedSetting(next));
        Assert.Throws<PostgresException>(() => Count(static o => o.SignedSetting(TestDatabase.Key)));
        Assert.Equal(TestDatabase.Rows, Count(o => o.SignedSetting(next)));
        _database.InstallKeys();
    }

    [Fact]
    public void The_function_is_asked_once_for_a_query_and_not_for_each_row()
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        using var command = new NpgsqlCommand("EXPLAIN SELECT count(*) FROM note", session.Connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        List<string> plan = [];
        while (reader.Read())
        {
            plan.Add(reader.GetString(0));
        }

        Assert.Contains(plan, static line => line.Contains("InitPlan 1", StringComparison.Ordinal));
    }

    private void Refused(Func<RawSession, string, string> forge)
    {
        using RawSession session = RawSession.Of(_database, TestWorld.Acme);
        session.Set(forge(session, (string)session.Scalar("SELECT current_setting('openclaw.tenant')")!));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("SELECT count(*) FROM note"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("INSERT INTO note VALUES ('globex', 900, 'planted')"));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, session.StateOf("DELETE FROM note WHERE \"TenantId\" = 'globex'"));
    }
}
