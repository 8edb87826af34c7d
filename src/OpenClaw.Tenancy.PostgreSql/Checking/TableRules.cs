using System.Collections.Immutable;

namespace OpenClaw.Tenancy.PostgreSql.Checking;

/// <summary>What must hold of the tables of tenants, and of every other table that the application can reach.</summary>
internal static class TableRules
{
    private const string RunTheScript = "Run the script of TenantRowSecurity.Script as the owner of the tables.";

    internal static ImmutableArray<CatalogRule> All { get; } =
    [
        new("table-missing", "SELECT subject FROM protected WHERE oid IS NULL", "The model has a table that the database has not, or has as no table. Migrate the database first."),
        new("table-owner",
            "SELECT p.subject FROM protected p JOIN pg_roles r ON r.oid = p.relowner WHERE r.rolname IN (current_user, session_user)",
            "The owner of a table can switch its row security off. Give the tables to another role: ALTER TABLE ... OWNER TO ..."),
        new("row-security",
            "SELECT subject FROM protected WHERE NOT (relrowsecurity AND relforcerowsecurity)",
            "Row-level security is not enabled and forced, so rows of all tenants are seen. " + RunTheScript),
        new("partition",
            """
            SELECT n.nspname || '.' || c.relname FROM protected p CROSS JOIN LATERAL pg_partition_tree(p.oid::regclass) t
            JOIN pg_class c ON c.oid = t.relid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE p.relkind = 'p' AND t.level > 0 AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
              AND (has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE'))
            """,
            "A partition that is read directly does not obey the policies of its table. " + RunTheScript),
        new("policy",
            """
            SELECT p.subject FROM protected p WHERE p.oid IS NOT NULL AND NOT EXISTS (
              SELECT FROM pg_policy l CROSS JOIN LATERAL (SELECT ARRAY[
                '(' || quote_ident(p.col) || ' = ' || @tenant || ')', '((' || quote_ident(p.col) || ')::text = ' || @tenant || ')'] AS expected) e
              WHERE l.polrelid = p.oid AND NOT l.polpermissive AND l.polcmd = '*' AND l.polroles = '{0}'::oid[]
                AND pg_get_expr(l.polqual, l.polrelid) = ANY (e.expected) AND pg_get_expr(l.polwithcheck, l.polrelid) = ANY (e.expected))
            """,
            "The table has no restrictive policy for all roles and commands that compares the tenant in USING and in WITH CHECK. " + RunTheScript),
        new("table-grant",
            "SELECT p.subject FROM protected p WHERE has_table_privilege(p.oid, 'TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege(p.oid, 'REFERENCES')",
            "TRUNCATE and REFERENCES do not obey row security, and a trigger runs for all. Grant SELECT, INSERT, UPDATE and DELETE alone. " + RunTheScript),
        new("rewrite-rule",
            "SELECT p.subject || ' ' || r.rulename FROM protected p JOIN pg_rewrite r ON r.ev_class = p.oid",
            "A rule rewrites statements with its owner's rights. Use a trigger, or drop the rule."),
        new("empty-tenant",
            "SELECT p.subject FROM protected p WHERE p.oid IS NOT NULL AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conrelid = p.oid AND c.conname = 'openclaw_tenant_not_empty' AND c.contype = 'c' AND c.convalidated)",
            "A row with an empty tenant could be kept, and belongs to nobody. " + RunTheScript),
        new("unique-key",
            """
            SELECT n.nspname || '.' || c.relname FROM protected p JOIN pg_index i ON i.indrelid = p.oid AND (i.indisunique OR i.indisexclusion)
            JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE i.indkey[0] IS DISTINCT FROM p.attnum
            """,
            "A unique key that does not begin with the tenant tells one tenant which values another has. Put the tenant first in the key."),
        new("foreign-key",
            """
            SELECT n.nspname || '.' || c.conname FROM protected p JOIN pg_constraint c ON c.contype = 'f' AND c.confrelid = p.oid
            JOIN pg_namespace n ON n.oid = c.connamespace LEFT JOIN protected child ON child.oid = c.conrelid
            WHERE NOT EXISTS (SELECT FROM generate_subscripts(c.conkey, 1) i WHERE c.confkey[i] = p.attnum AND c.conkey[i] = child.attnum)
            """,
            "Foreign keys are checked past row security, so this one can point at another tenant's row. Put the tenant of both tables into the key."),
        new("forgotten-table",
            """
            SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_temp'
              AND (has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER') OR has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES'))
              AND NOT EXISTS (SELECT FROM protected p WHERE p.oid = c.oid OR p.oid IN (SELECT a.relid FROM pg_partition_ancestors(c.oid::regclass) a(relid)))
              AND n.nspname || '.' || c.relname <> ALL (@shared)
            """,
            "The application can reach a table that is no tenant's by the model and is not declared shared either. Map it, declare it with SharedAcrossTenants, REVOKE its grants, or name it in Except."),
    ];
}
