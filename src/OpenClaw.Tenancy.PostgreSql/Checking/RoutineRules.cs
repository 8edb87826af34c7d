namespace OpenClaw.Tenancy.PostgreSql.Checking;

/// <summary>What must hold of views and functions, which can read with the rights of whoever made them.</summary>
internal static class RoutineRules
{
    private const string Reachable = "(has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE') OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE'))";

    internal static IEnumerable<CatalogRule> All { get; } =
    [
        new("view",
            $"""
            SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid >= 16384 AND c.relkind = 'v' AND {Reachable}
              AND NOT EXISTS (SELECT FROM pg_options_to_table(c.reloptions) o WHERE o.option_name = 'security_invoker' AND o.option_value::boolean)
            """,
            "A view reads with the rights of its owner. Make it read with the caller's: ALTER VIEW ... SET (security_invoker = true)."),
        new("stored-copy",
            $"SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid >= 16384 AND c.relkind IN ('m', 'f') AND {Reachable}",
            "A materialized view or a foreign table has no row security. REVOKE its grants from the application's role."),
        new("definer-function",
            """
            SELECT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
            WHERE p.oid >= 16384 AND p.prosecdef AND has_function_privilege(p.oid, 'EXECUTE') AND NOT (n.nspname = @own AND p.proname = 'tenant' AND p.pronargs = 0)
            """,
            "A SECURITY DEFINER function reads with the rights of its owner. Make it SECURITY INVOKER, or REVOKE EXECUTE on it from PUBLIC and from the application's role."),
        new("leakproof-function",
            "SELECT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE p.oid >= 16384 AND p.proleakproof",
            "A LEAKPROOF function sees rows before the policies do. ALTER FUNCTION ... NOT LEAKPROOF."),
    ];

    /// <summary>Asked where the setting is signed.</summary>
    internal static IEnumerable<CatalogRule> Signed { get; } =
    [
        new("setting-function",
            """
            SELECT @own || '.tenant' WHERE NOT EXISTS (
              SELECT FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles me ON me.rolname = session_user
              WHERE n.nspname = @own AND p.proname = 'tenant' AND p.pronargs = 0 AND p.prosrc = @body AND p.prosecdef AND p.provolatile = 's' AND p.proparallel = 'r'
                AND NOT p.proleakproof AND p.proconfig = ARRAY['search_path=pg_catalog, pg_temp'] AND p.proowner <> me.oid)
            """,
            "The function that reads the signed setting is missing, is another one, or is the application's own. Run the script of TenantRowSecurity.Script as another role."),
        new("setting-key",
            """
            SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = @own AND c.relkind = 'r' AND (has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
              OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES') OR has_schema_privilege(n.oid, 'CREATE'))
            """,
            "The application's role can reach the keys that sign, so injected SQL can too. Run the script of TenantRowSecurity.Script, and then change the key."),
    ];
}
