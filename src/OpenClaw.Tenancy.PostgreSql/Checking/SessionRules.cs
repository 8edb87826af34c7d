using System.Collections.Immutable;

namespace OpenClaw.Tenancy.PostgreSql.Checking;

/// <summary>What must hold of the server, of the role that logs in, and of its session.</summary>
internal static class SessionRules
{
    internal static ImmutableArray<CatalogRule> All { get; } =
    [
        new("server-version",
            """
            SELECT 'PostgreSQL ' || current_setting('server_version') FROM (SELECT current_setting('server_version_num')::int AS v) s
            WHERE NOT (v >= 180000 OR v BETWEEN 170006 AND 179999 OR v BETWEEN 160010 AND 169999 OR v BETWEEN 150014 AND 159999)
            """,
            "The server has known holes in row-level security (CVE-2024-10976, CVE-2025-8713), or its views have no security_invoker. Update it to 15.14, 16.10, 17.6 or later."),
        new("role-power",
            "SELECT rolname::text FROM pg_roles WHERE rolname IN (current_user, session_user) AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)",
            "A role that is superuser, or may bypass row security, create roles or replicate, reads every tenant. Log in as a role without these: ALTER ROLE ... NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOREPLICATION."),
        new("role-switched",
            "SELECT session_user::text WHERE session_user <> current_user",
            "The session logged in as one role and works as another, and RESET ROLE brings the first one back. Log in as the application's role itself."),
        new("role-name",
            "SELECT current_user::text WHERE current_user <> @role",
            "The context logs in as another role than AppRole names. Mend the connection string, or AppRole."),
        new("role-membership",
            """
            SELECT r.rolname::text FROM pg_roles r, pg_roles me WHERE me.rolname = session_user AND r.oid <> me.oid AND NOT me.rolsuper AND pg_has_role(session_user, r.oid, 'MEMBER')
              AND (NOT pg_has_role(session_user, r.oid, 'USAGE') OR r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolreplication
                OR r.rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program', 'pg_read_all_data', 'pg_write_all_data', 'pg_maintain', 'pg_database_owner')
                OR EXISTS (SELECT FROM protected p WHERE p.relowner = r.oid)
                OR EXISTS (SELECT FROM pg_namespace n WHERE n.nspname = @own AND n.nspowner = r.oid))
            """,
            "The application's role is a member of a stronger role, of the owner of the tables, or of one whose rights it gets by SET ROLE alone, where the check does not see them, and can become it. REVOKE that membership."),
        new("row-security-setting",
            "SELECT 'row_security' WHERE current_setting('row_security') <> 'on'",
            "With row_security off every query of a protected table fails. Leave it on for the application's role."),
        new("session-setting",
            "SELECT 'openclaw.tenant' WHERE COALESCE(current_setting('openclaw.tenant', true), '') <> ''",
            "A new session already carries a tenant. Remove the setting from ALTER ROLE, ALTER DATABASE, the Options of the connection string and the pooler."),
        new("database-grant",
            """
            SELECT p || ' on the database' FROM unnest(ARRAY['TEMPORARY', 'CREATE']) p WHERE has_database_privilege(current_database(), p)
            """,
            "A role that may make temporary tables or schemas can put its own table before the real one. Run the script of TenantRowSecurity.Script as the owner of the database."),
        new("schema-grant",
            "SELECT nspname::text FROM pg_namespace WHERE nspname !~ '^pg_(toast|temp)' AND has_schema_privilege(oid, 'CREATE')",
            "A role that may make objects in a schema can put its own before the real ones. REVOKE CREATE ON SCHEMA from PUBLIC and from the application's role."),
    ];

    /// <summary>Asked under the session's own search path.</summary>
    internal static CatalogRule SearchPath { get; } = new("search-path",
        "SELECT p.subject FROM protected p WHERE p.unqualified AND to_regclass(quote_ident(p.name)) IS DISTINCT FROM p.oid::regclass",
        "The model names no schema, and the session's search path finds another table of the same name, or none. Name the schema in the model, or leave the search path of the role at its default.");
}
