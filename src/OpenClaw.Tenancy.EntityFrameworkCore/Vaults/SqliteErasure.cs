using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

/// <summary>Has SQLite write zeros over what is deleted, and put each commit on the disk before it answers. It keeps both for each connection.</summary>
/// <remarks>Safe for use by many threads.</remarks>
internal sealed class SqliteErasure : DbConnectionInterceptor
{
    // SECURITY: without it a wrapped key that was shredded stays in the file until another row happens to be written over it.
    private const string Pragmas = "PRAGMA secure_delete = ON; PRAGMA synchronous = EXTRA;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (eventData.Context is TenancyVaultContext { IsSqlite: true })
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is TenancyVaultContext { IsSqlite: true })
        {
            DbCommand command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = Pragmas;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Cuts the write-ahead log, in which older pages stand, where there is one and nobody reads in it.</summary>
    internal static async Task CutLogAsync(TenancyVaultContext context)
    {
        if (!context.IsSqlite)
        {
            return;
        }

        try
        {
            await context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", CancellationToken.None).ConfigureAwait(false);
        }
        catch (DbException)
        {
            // What was deleted is committed, so a failure would say too much. The next checkpoint does it.
        }
    }
}
