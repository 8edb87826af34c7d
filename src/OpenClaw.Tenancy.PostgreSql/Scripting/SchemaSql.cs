using System.Buffers;
using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql.Scripting;

/// <summary>The SQL of the library's own schema: the table of keys, and the function that reads the signed setting.</summary>
internal static class SchemaSql
{
    internal const string Function = "tenant";
    internal const string Keys = "setting_key";

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    internal static string Schema(RowSecuritySettings settings) => SqlText.Identifier(settings.Schema);

    /// <summary>What a policy compares the tenant's column with.</summary>
    internal static string Tenant(RowSecuritySettings settings) => settings.IsSigned
        ? $"(SELECT {Schema(settings)}.{Function}())"
        : $"NULLIF(pg_catalog.current_setting('{RowSecuritySettings.Name}', true), '')";

    /// <summary>The same as the catalogue writes it, where the search path is <c>pg_catalog</c> alone.</summary>
    internal static string TenantAsStored(RowSecuritySettings settings) => settings.IsSigned
        ? $"( SELECT {AsStored(settings.Schema)}.{Function}() AS {Function})"
        : $"NULLIF(current_setting('{RowSecuritySettings.Name}'::text, true), ''::text)";

    /// <summary>The body of the function. Without a setting there is no tenant; a setting that is not authentic is an error.</summary>
    /// <remarks>
    /// HMAC-SHA256 as RFC 2104 composes it from SHA-256, over the pads of the key, which are kept instead of it. What is compared is
    /// a hash of both signatures under the key, so that how long it takes says nothing of how far they agree.
    /// </remarks>
    internal static string Body(RowSecuritySettings settings) =>
        $"""

        DECLARE
          setting text := pg_catalog.current_setting('{RowSecuritySettings.Name}', true);
          tenant text := pg_catalog.split_part(setting, '.', 1);
          bound text := pg_catalog.split_part(setting, '.', 3);
          signature text := pg_catalog.split_part(setting, '.', 4);
          i bytea;
          o bytea;
          expected text;
        BEGIN
          IF setting IS NULL OR setting = '' THEN
            RETURN NULL;
          END IF;
          SELECT k.inner_pad, k.outer_pad INTO i, o FROM {Schema(settings)}.{Keys} k WHERE k.id = pg_catalog.split_part(setting, '.', 2);
          IF o IS NOT NULL AND tenant <> '' AND pg_catalog.split_part(setting, '.', 5) = '' THEN
            expected := pg_catalog.encode(pg_catalog.sha256(o || pg_catalog.sha256(i || pg_catalog.convert_to(
              '{TenantToken.Purpose}' || tenant || '.' || pg_catalog.split_part(setting, '.', 2) || '.' || bound, 'UTF8'))), 'hex');
            IF pg_catalog.sha256(o || pg_catalog.convert_to(expected, 'UTF8')) = pg_catalog.sha256(o || pg_catalog.convert_to(signature, 'UTF8'))
              AND {Holds(settings)} THEN
              RETURN tenant;
            END IF;
          END IF;
          RAISE EXCEPTION 'the tenant setting is not authentic' USING ERRCODE = '42501';
        END

        """;

    internal static string Create(RowSecuritySettings settings)
    {
        string schema = Schema(settings);
        string role = SqlText.Identifier(settings.Role);
        return
            $"""
            CREATE SCHEMA IF NOT EXISTS {schema};
            REVOKE ALL ON SCHEMA {schema} FROM PUBLIC, {role};
            GRANT USAGE ON SCHEMA {schema} TO {role};
            CREATE TABLE IF NOT EXISTS {schema}.{Keys} (id text PRIMARY KEY, inner_pad bytea NOT NULL, outer_pad bytea NOT NULL);
            REVOKE ALL ON TABLE {schema}.{Keys} FROM PUBLIC, {role};
            CREATE OR REPLACE FUNCTION {schema}.{Function}() RETURNS text
              LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, pg_temp
              AS $openclaw${Body(settings)}$openclaw$;
            REVOKE ALL ON FUNCTION {schema}.{Function}() FROM PUBLIC, {role};
            GRANT EXECUTE ON FUNCTION {schema}.{Function}() TO {role};

            """;
    }

    // The server quotes a name only where it must; a schema of the library's own is plain, or always needs quotes.
    private static string AsStored(string name) =>
        char.IsAsciiLetterLower(name[0]) && !name.AsSpan().ContainsAnyExcept(PlainCharacters) ? name : SqlText.Identifier(name);

    // A setting that is bound in the other way than the host says is refused too.
    // The moment is that of the transaction's begin: what began in time may end its work.
    private static string Holds(RowSecuritySettings settings) => settings.Lifetime is null
        ? "bound = 'p' || pg_catalog.pg_backend_pid()::text"
        : "bound ~ '^e[0-9]{1,12}$' AND pg_catalog.substr(bound, 2)::numeric >= pg_catalog.date_part('epoch', pg_catalog.transaction_timestamp())::numeric";
}
