using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Interception;
using OpenClaw.Tenancy.PostgreSql.Scripting;
using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql.Checking;

/// <summary>Asks a database everything that the rules ask, and tries it with a tenant that does not exist.</summary>
internal sealed class DatabaseCheck(DbContext context, RowSecuritySettings settings, TableMap tables)
{
    private const string Protected =
        """
        WITH protected AS (
          SELECT t.schema || '.' || t.name AS subject, t.name, t.col, t.unqualified, c.oid, c.relkind, c.relowner, c.relrowsecurity, c.relforcerowsecurity, a.attnum
          FROM unnest(@schemas, @names, @columns, @unqualified) AS t(schema, name, col, unqualified)
          LEFT JOIN (pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace) ON n.nspname = t.schema AND c.relname = t.name AND c.relkind IN ('r', 'p')
          LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = t.col AND NOT a.attisdropped)

        """;

    private readonly List<RowSecurityViolation> _violations = [];

    internal async Task<RowSecurityReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await AskAsync(RequireNpgsql(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when ((exception as DbException ?? exception.InnerException as DbException) is { } answer)
        {
            // The provider wraps what may pass by itself, and so does a retrying strategy that has given up.
            // SECURITY: the server's own words can hold names and values.
            _violations.Add(new("unanswered", "the server", $"The check could not be ended (SQLSTATE {answer.SqlState ?? "none"}). Look into the server's log, and let the application's role connect."));
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }

        return new RowSecurityReport(_violations.Where(v => !settings.Excepted.Contains(v.Subject)));
    }

    private async Task AskAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (string error in ConnectionStringGuard.Errors(connection.ConnectionString, settings.Lifetime is not null))
        {
            _violations.Add(new("connection-string", "the connection string", error));
        }

        DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await AskAsync(connection, SessionRules.SearchPath, cancellationToken).ConfigureAwait(false);

            // With no other schema in the path the server writes every other name in full.
            var path = new NpgsqlCommand("SET LOCAL search_path = pg_catalog, pg_temp", connection);
            await using (path.ConfigureAwait(false))
            {
                await path.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            foreach (CatalogRule rule in (CatalogRule[])[.. SessionRules.All, .. TableRules.All, .. RoutineRules.All, .. settings.IsSigned ? RoutineRules.Signed : []])
            {
                await AskAsync(connection, rule, cancellationToken).ConfigureAwait(false);
            }

            await new Trial(connection, settings, tables, _violations).RunAsync(cancellationToken).ConfigureAwait(false);
            await transaction.RollbackAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(NpgsqlConnection connection, CatalogRule rule, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Protected + rule.Sql, connection);
        await using (command.ConfigureAwait(false))
        {
            AddParameters(command.Parameters);
            DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    _violations.Add(new(rule.Name, reader.GetString(0), rule.Fix));
                }
            }
        }
    }

    private void AddParameters(NpgsqlParameterCollection parameters)
    {
        parameters.AddWithValue("schemas", tables.Owned.Select(static t => t.Schema).ToArray());
        parameters.AddWithValue("names", tables.Owned.Select(static t => t.Name).ToArray());
        parameters.AddWithValue("columns", tables.Owned.Select(static t => t.Column).ToArray());
        parameters.AddWithValue("unqualified", tables.Owned.Select(static t => !t.HasSchema).ToArray());
        parameters.AddWithValue("shared", tables.Shared.Append(MigrationsHistory()).ToArray());
        parameters.AddWithValue("role", settings.Role);
        parameters.AddWithValue("own", settings.Schema);
        parameters.AddWithValue("body", settings.IsSigned ? SchemaSql.Body(settings) : string.Empty);
        parameters.AddWithValue("tenant", SchemaSql.TenantAsStored(settings));
    }

    private string MigrationsHistory()
    {
        RelationalOptionsExtension relational = RelationalOptionsExtension.Extract(context.GetService<IDbContextOptions>());
        return $"{relational.MigrationsHistoryTableSchema ?? TableMap.DefaultSchema}.{relational.MigrationsHistoryTableName ?? HistoryRepository.DefaultTableName}";
    }

    private NpgsqlConnection RequireNpgsql() => context.Database.GetDbConnection() as NpgsqlConnection ?? throw new TenancyConfigurationException(
        ["Row-level security needs the connection of Npgsql itself. Hand UseNpgsql no wrapped connection."]);
}
