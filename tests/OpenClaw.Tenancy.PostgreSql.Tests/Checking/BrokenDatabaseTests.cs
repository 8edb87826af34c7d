using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Checking;

/// <summary>Each rule of the start-up check finds what it is for, and nothing once that is mended.</summary>
public sealed class BrokenDatabaseTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    private const string Script = "the script";

    private readonly TestDatabase _database = shared.Get();

    [Fact]
    public async Task A_sound_database_has_no_violation()
    {
        await using NotesDb db = _database.Unbound();
        RowSecurityReport report = await TenantRowSecurity.CheckAsync(db, TestContext.Current.CancellationToken);
        Assert.Empty(report.Violations.Select(static v => v.ToString()));
        Assert.True(report.IsSound);
    }

    [Theory]
    [CountsCases("starts/broken-databases", "databases whose row-level security is broken in one way")]
    [InlineData("role-power", "ALTER ROLE {app} BYPASSRLS", "ALTER ROLE {app} NOBYPASSRLS")]
    [InlineData("role-power", "ALTER ROLE {app} SUPERUSER", "ALTER ROLE {app} NOSUPERUSER")]
    [InlineData("role-power", "ALTER ROLE {app} CREATEROLE", "ALTER ROLE {app} NOCREATEROLE")]
    [InlineData("role-membership", "GRANT {owner} TO {app}", "REVOKE {owner} FROM {app}")]
    [InlineData("role-membership", "GRANT pg_execute_server_program TO {app}", "REVOKE pg_execute_server_program FROM {app}")]
    [InlineData("role-membership", "CREATE ROLE {app}r; ALTER ROLE {app} NOINHERIT; GRANT {app}r TO {app}", "ALTER ROLE {app} INHERIT; DROP ROLE {app}r")]
    [InlineData("row-security-setting", "ALTER ROLE {app} SET row_security = off", "ALTER ROLE {app} RESET row_security")]
    [InlineData("session-setting", "ALTER ROLE {app} SET openclaw.tenant = 'acme'", "ALTER ROLE {app} RESET openclaw.tenant")]
    [InlineData("database-grant", "GRANT TEMPORARY ON DATABASE {name} TO PUBLIC", Script)]
    [InlineData("database-grant", "GRANT CREATE ON DATABASE {name} TO {app}", Script)]
    [InlineData("schema-grant", "GRANT CREATE ON SCHEMA public TO PUBLIC", Script)]
    [InlineData("search-path", "CREATE TABLE archive.note (x int); ALTER ROLE {app} SET search_path = archive, public", "DROP TABLE archive.note; ALTER ROLE {app} RESET search_path")]
    [InlineData("table-missing", "ALTER TABLE note RENAME TO elsewhere", "ALTER TABLE elsewhere RENAME TO note")]
    [InlineData("table-owner", "ALTER TABLE note OWNER TO {app}", "ALTER TABLE note OWNER TO {owner}; GRANT SELECT, INSERT, UPDATE, DELETE ON note TO {app}")]
    [InlineData("row-security", "ALTER TABLE note DISABLE ROW LEVEL SECURITY", Script)]
    [InlineData("row-security", "ALTER TABLE line NO FORCE ROW LEVEL SECURITY", Script)]
    [InlineData("trial-read", "ALTER TABLE note DISABLE ROW LEVEL SECURITY", Script)]
    [InlineData("trial-read", "REVOKE SELECT ON note FROM {app}", Script)]
    [InlineData("partition", "ALTER TABLE archive.entry_0 DISABLE ROW LEVEL SECURITY; GRANT SELECT ON archive.entry_0 TO {app}", Script)]
    [InlineData("policy", "DROP POLICY openclaw_tenant_isolation ON note", Script)]
    [InlineData("policy", "ALTER POLICY openclaw_tenant_isolation ON note WITH CHECK (true)", Script)]
    [InlineData("policy", "ALTER POLICY openclaw_tenant_isolation ON note USING (true)", Script)]
    [InlineData("policy", "ALTER POLICY openclaw_tenant_isolation ON note TO {app}", Script)]
    [InlineData("policy", "ALTER POLICY openclaw_tenant_isolation ON note USING (\"TenantId\" = current_setting('openclaw.tenant', true))", Script)]
    [InlineData("trial-write", "ALTER POLICY openclaw_tenant_isolation ON note WITH CHECK (true)", Script)]
    [InlineData("table-grant", "GRANT TRUNCATE ON note TO {app}", Script)]
    [InlineData("table-grant", "GRANT REFERENCES (id) ON note TO {app}", "REVOKE REFERENCES (id) ON note FROM {app}")]
    [InlineData("rewrite-rule", "CREATE RULE bad AS ON DELETE TO line DO ALSO NOTHING", "DROP RULE bad ON line")]
    [InlineData("empty-tenant", "ALTER TABLE note DROP CONSTRAINT openclaw_tenant_not_empty", Script)]
    [InlineData("unique-key", "CREATE UNIQUE INDEX bad ON note (body)", "DROP INDEX bad")]
    [InlineData("unique-key", "CREATE UNIQUE INDEX bad ON note (body, \"TenantId\")", "DROP INDEX bad")]
    [InlineData("unique-key", "ALTER TABLE note ADD CONSTRAINT bad EXCLUDE USING btree (id WITH =, body WITH =, \"TenantId\" WITH =)", "ALTER TABLE note DROP CONSTRAINT bad")]
    [InlineData("foreign-key", "CREATE TABLE child (t varchar(63), n int, FOREIGN KEY (t, n) REFERENCES note)", "DROP TABLE child")]
    [InlineData("forgotten-table", "CREATE TABLE forgotten (\"TenantId\" text); GRANT SELECT ON forgotten TO {app}", "DROP TABLE forgotten")]
    [InlineData("forgotten-table", "CREATE TABLE forgotten (x int, y int); GRANT UPDATE (x) ON forgotten TO PUBLIC", "DROP TABLE forgotten")]
    [InlineData("view", "CREATE VIEW all_notes AS SELECT * FROM note; GRANT SELECT ON all_notes TO {app}", "DROP VIEW all_notes")]
    [InlineData("stored-copy", "CREATE MATERIALIZED VIEW copied AS SELECT * FROM note; GRANT SELECT ON copied TO {app}", "DROP MATERIALIZED VIEW copied")]
    [InlineData("definer-function", "CREATE FUNCTION peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM public.note'", "DROP FUNCTION peek()")]
    [InlineData("leakproof-function", "CREATE FUNCTION fast(text) RETURNS boolean LANGUAGE sql LEAKPROOF AS 'SELECT true'", "DROP FUNCTION fast(text)")]
    [InlineData("setting-function", "CREATE OR REPLACE FUNCTION openclaw_tenancy.tenant() RETURNS text LANGUAGE sql AS 'SELECT current_setting(''openclaw.tenant'', true)'", Script)]
    [InlineData("setting-forged", "CREATE OR REPLACE FUNCTION openclaw_tenancy.tenant() RETURNS text LANGUAGE sql AS 'SELECT current_setting(''openclaw.tenant'', true)'", Script)]
    [InlineData("setting-function", "ALTER FUNCTION openclaw_tenancy.tenant() RESET search_path", Script)]
    [InlineData("setting-function", "ALTER FUNCTION openclaw_tenancy.tenant() OWNER TO {app}", "ALTER FUNCTION openclaw_tenancy.tenant() OWNER TO {owner}; GRANT EXECUTE ON FUNCTION openclaw_tenancy.tenant() TO {app}")]
    [InlineData("setting-key", "GRANT SELECT (id) ON openclaw_tenancy.setting_key TO {app}", "REVOKE SELECT (id) ON openclaw_tenancy.setting_key FROM {app}")]
    [InlineData("setting-refused", "DELETE FROM openclaw_tenancy.setting_key", "keys")]
    [InlineData("setting-refused", "UPDATE openclaw_tenancy.setting_key SET inner_pad = sha256('x')", "keys")]
    public async Task What_is_broken_is_found_and_what_is_mended_is_not(string rule, string breaking, string mending)
    {
        _database.AsSuperuser(Named(breaking));
        try
        {
            Assert.Contains(rule, await _database.RulesBroken());
        }
        finally
        {
            Mend(mending);
        }

        Assert.Empty(await _database.RulesBroken());
    }

    [Fact]
    public async Task Whoever_logs_in_as_the_owner_is_found() =>
        Assert.Superset(new HashSet<string> { "role-name", "table-owner", "database-grant" }, new HashSet<string>(await _database.RulesBroken(_database.OwnerConnection)));

    [Fact]
    public async Task Whoever_logs_in_as_a_stronger_role_and_switches_is_found()
    {
        string connection = _database.OwnerConnection.Replace($"Username={_database.Owner}", "Username=postgres", StringComparison.Ordinal) + $";Options=-c role={_database.App}";
        Assert.Superset(new HashSet<string> { "role-power", "role-switched", "connection-string" }, new HashSet<string>(await _database.RulesBroken(connection)));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_a_violation_without_the_servers_words()
    {
        await using NotesDb db = _database.Unbound(_database.AppConnection.Replace(_database.Name, "no_such_database", StringComparison.Ordinal));
        RowSecurityViolation violation = Assert.Single((await TenantRowSecurity.CheckAsync(db, TestContext.Current.CancellationToken)).Violations);
        Assert.Equal("unanswered", violation.Rule);
        Assert.Contains("3D000", violation.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain("no_such_database", violation.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_host_excepts_is_passed_over_and_nothing_else()
    {
        _database.AsOwner(Named("CREATE TABLE audited (x int); CREATE TABLE other (x int); GRANT SELECT ON audited, other TO {app}"));
        try
        {
            await using NotesDb db = _database.Unbound(security: o => o.SignedSetting(TestDatabase.Key).Except("public.audited", "holds no tenant's rows"));
            RowSecurityViolation violation = Assert.Single((await TenantRowSecurity.CheckAsync(db, TestContext.Current.CancellationToken)).Violations);
            Assert.Equal("public.other", violation.Subject);
        }
        finally
        {
            _database.AsOwner("DROP TABLE audited, other");
        }
    }

    private void Mend(string mending)
    {
        if (mending == "keys")
        {
            _database.InstallKeys();
            return;
        }

        using NotesDb db = _database.Unbound();
        if (mending == Script)
        {
            _database.AsOwner(TenantRowSecurity.Script(db));
        }
        else
        {
            _database.AsSuperuser(Named(mending));
        }
    }

    private string Named(string sql) => sql.Replace("{app}", _database.App, StringComparison.Ordinal)
        .Replace("{owner}", _database.Owner, StringComparison.Ordinal).Replace("{name}", _database.Name, StringComparison.Ordinal);
}
