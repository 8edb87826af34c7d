using System.Text;
using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql.Scripting;

/// <summary>Writes the SQL that puts row-level security on the tables of a model.</summary>
internal static class RowSecurityScript
{
    internal const string IsolationPolicy = "openclaw_tenant_isolation";
    internal const string AccessPolicy = "openclaw_tenant_access";
    private const string NotEmpty = "openclaw_tenant_not_empty";

    internal static string Write(RowSecuritySettings settings, TableMap tables)
    {
        var script = new StringBuilder(
            $"""
            -- Row-level security. Run it as the owner of the database and of its tables, in one transaction, after each migration.
            -- It may be run again at any time.
            DO $openclaw$ BEGIN
              EXECUTE pg_catalog.format('REVOKE TEMPORARY, CREATE ON DATABASE %I FROM PUBLIC, %I', pg_catalog.current_database(), {SqlText.Literal(settings.Role)});
            END $openclaw$;

            """);
        if (settings.IsSigned)
        {
            script.Append(SchemaSql.Create(settings));
        }

        foreach (string schema in tables.Owned.Select(static t => t.Schema).Distinct(StringComparer.Ordinal))
        {
            script.Append(Schema(settings, SqlText.Identifier(schema)));
        }

        foreach (ProtectedTable table in tables.Owned)
        {
            script.Append(Table(settings, table));
        }

        return script.ToString();
    }

    private static string Schema(RowSecuritySettings settings, string schema) =>
        $"""
        REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {SqlText.Identifier(settings.Role)};
        GRANT USAGE ON SCHEMA {schema} TO {SqlText.Identifier(settings.Role)};

        """;

    private static string Table(RowSecuritySettings settings, ProtectedTable table)
    {
        string role = SqlText.Identifier(settings.Role);
        string name = SqlText.Literal(table.Sql);
        string own = $"{table.ColumnSql} = {SchemaSql.Tenant(settings)}";
        return
            $"""

            ALTER TABLE {table.Sql} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table.Sql} FORCE ROW LEVEL SECURITY;
            DROP POLICY IF EXISTS {AccessPolicy} ON {table.Sql};
            CREATE POLICY {AccessPolicy} ON {table.Sql} AS PERMISSIVE FOR ALL TO {role} USING (true) WITH CHECK (true);
            DROP POLICY IF EXISTS {IsolationPolicy} ON {table.Sql};
            CREATE POLICY {IsolationPolicy} ON {table.Sql} AS RESTRICTIVE FOR ALL TO PUBLIC USING ({own}) WITH CHECK ({own});
            REVOKE ALL ON TABLE {table.Sql} FROM PUBLIC, {role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE {table.Sql} TO {role};
            DO $openclaw$ DECLARE part record; BEGIN
              IF NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = {name}::pg_catalog.regclass AND conname = '{NotEmpty}') THEN
                ALTER TABLE {table.Sql} ADD CONSTRAINT {NotEmpty} CHECK ({table.ColumnSql} <> '');
              END IF;
              -- A partition is read through its table alone.
              FOR part IN SELECT n.nspname, c.relname FROM pg_catalog.pg_partition_tree({name}::pg_catalog.regclass) t
                JOIN pg_catalog.pg_class c ON c.oid = t.relid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE t.level > 0
              LOOP
                EXECUTE pg_catalog.format('ALTER TABLE %I.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', part.nspname, part.relname);
                EXECUTE pg_catalog.format('REVOKE ALL ON TABLE %I.%I FROM PUBLIC, %I', part.nspname, part.relname, {SqlText.Literal(settings.Role)});
              END LOOP;
            END $openclaw$;

            """;
    }
}
