using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Sets up every connection to the SQLite file, before anything else is asked on it.</summary>
/// <param name="path">The file.</param>
internal sealed class SqlitePragmas(string path) : DbConnectionInterceptor
{
    // SECURITY: without secure_delete the text of a deleted row stays in the file until another row happens to be written over it.
    // What SQLite would put into temporary files stays in memory; a commit is on the disk before it is answered.
    private const string Text = "PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA synchronous=FULL; PRAGMA busy_timeout=2000;";

    // By SQLite's own connection, which the pool hands out again and again as it is.
    private readonly ConditionalWeakTable<sqlite3, object> _set = [];

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        RequireFile();
        return result;
    }

    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        RequireFile();
        return ValueTask.FromResult(result);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    internal void Set(DbConnection connection)
    {
        sqlite3 handle = ((SqliteConnection)connection).Handle!;
        if (_set.TryGetValue(handle, out _))
        {
            return;
        }

        using DbCommand command = connection.CreateCommand();
        command.CommandText = Text;
        command.ExecuteNonQuery();
        _set.AddOrUpdate(handle, Text);
    }

    // A pooled connection would go on with a file that has no name any more, and all that it writes there would be lost.
    private void RequireFile()
    {
        if (!File.Exists(path))
        {
            throw new IOException("The database file is gone.");
        }
    }
}
