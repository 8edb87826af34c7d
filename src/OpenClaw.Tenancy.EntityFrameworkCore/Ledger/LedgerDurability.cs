using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Whether the database puts each commit on its disk before it answers.</summary>
/// <param name="required">Whether one that does not is refused.</param>
internal sealed class LedgerDurability(bool required)
{
    private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";
    private const string PostgreSql = "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <summary>Prepares a connection for a transaction whose commit counts.</summary>
    internal async Task PrepareAsync(TenancyLedgerContext context, CancellationToken cancellationToken)
    {
        if (required && context.Database.ProviderName == Sqlite)
        {
            // SQLite keeps it for each connection. EXTRA also syncs the folder from which the rollback journal is taken: otherwise a
            // crash right behind a commit may undo it.
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await context.Database.ExecuteSqlRawAsync("PRAGMA synchronous = EXTRA", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says what is wrong with the database, or nothing.</summary>
    internal async Task<string?> FaultAsync(TenancyLedgerContext context, CancellationToken cancellationToken)
    {
        await PrepareAsync(context, cancellationToken).ConfigureAwait(false);
        return context.Database.ProviderName switch
        {
            _ when !required => null,
            Sqlite when await TextAsync(context, "PRAGMA synchronous", cancellationToken).ConfigureAwait(false) != "3" =>
                "SQLite does not take PRAGMA synchronous = EXTRA",
            Sqlite when await TextAsync(context, "PRAGMA journal_mode", cancellationToken).ConfigureAwait(false) is "off" or "memory" =>
                "the journal mode of the SQLite database keeps nothing on the disk; use WAL or DELETE",
            Sqlite when await TextAsync(context, "SELECT file FROM pragma_database_list WHERE name = 'main'", cancellationToken).ConfigureAwait(false) is "" =>
                "the SQLite database is in memory",
            PostgreSql when await TextAsync(context, "SHOW synchronous_commit", cancellationToken).ConfigureAwait(false) is "off" =>
                "synchronous_commit is off; set it on for the role or the database",
            PostgreSql when await TextAsync(context, "SHOW fsync", cancellationToken).ConfigureAwait(false) is not "on" => "the server runs with fsync off",
            Sqlite or PostgreSql => null,
            _ => "nothing is known of when this database puts a commit on its disk; use SQLite or PostgreSQL",
        };
    }

    private static async Task<string?> TextAsync(TenancyLedgerContext context, string sql, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        DbCommand command = context.Database.GetDbConnection().CreateCommand();
        await using (command.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // Reason: every text is one of the constants above.
            command.CommandText = sql;
#pragma warning restore CA2100 // Reason: the end of the above.
            return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
