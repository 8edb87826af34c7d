using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>One SQLite file in the data folder, with a write-ahead log beside it.</summary>
/// <remarks>
/// A deleted text leaves the file in three steps. <c>secure_delete</c> writes zeros over its row. The truncation of the log
/// takes away the pages that held it. And because SQLite leaves copies of rows behind that it once moved between pages,
/// in places that belong to no row, the next start writes the whole file anew.
/// </remarks>
public sealed class SqliteGatewayDatabase(string folder) : IGatewayDatabase
{
    private const string FileName = "gateway.db";

    // Kept in the file: whether rows were deleted since it was last written anew.
    private const string MarkPragma = "user_version";

    private readonly string _path = Path.Combine(folder, FileName);
    private readonly SqlitePragmas _pragmas = new(Path.Combine(folder, FileName));
    private readonly TenantTurns _turns = new();
    private bool _isMarked;

    public void Configure(DbContextOptionsBuilder options) =>
        options.UseSqlite(ConnectionString(SqliteOpenMode.ReadWrite)).AddInterceptors(_pragmas);

    public async Task PrepareAsync(Func<bool, Task> createTables, CancellationToken cancellationToken)
    {
        await using SqliteConnection connection = Open(SqliteOpenMode.ReadWriteCreate);
        Ask(connection, "PRAGMA journal_mode=WAL;");
        await createTables(Ask(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'gateway_sessions';") == 0);

        Truncate(connection);
        if (Ask(connection, $"PRAGMA {MarkPragma};") != 0)
        {
            Ask(connection, "VACUUM;");
            Truncate(connection);
            Ask(connection, $"PRAGMA {MarkPragma}=0;");
        }
    }

    public async ValueTask<IDisposable?> TakeTurnAsync(TenantId tenant, CancellationToken cancellationToken) => await _turns.TakeAsync(tenant, cancellationToken);

    public Task BeforeDeletionAsync(CancellationToken cancellationToken)
    {
        if (!_isMarked)
        {
            using SqliteConnection connection = Open(SqliteOpenMode.ReadWrite);
            Ask(connection, $"PRAGMA {MarkPragma}=1;");
            _isMarked = true;
        }

        return Task.CompletedTask;
    }

    public Task<bool> AfterDeletionAsync(CancellationToken cancellationToken)
    {
        using SqliteConnection connection = Open(SqliteOpenMode.ReadWrite);
        return Task.FromResult(Truncate(connection));
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(ConnectionString(SqliteOpenMode.ReadWrite)))
        {
            SqliteConnection.ClearPool(connection);
        }

        _turns.Dispose();
    }

    // It waits for those who still read what was before.
    private static bool Truncate(SqliteConnection connection) => Ask(connection, "PRAGMA wal_checkpoint(TRUNCATE);") == 0;

    private static long Ask(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        object? answer = command.ExecuteScalar();
        return answer is long number ? number : 0;
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(ConnectionString(mode));
        connection.Open();
        _pragmas.Set(connection);
        return connection;
    }

    private string ConnectionString(SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = _path,
        Mode = mode,
        DefaultTimeout = 1,
        Pooling = mode == SqliteOpenMode.ReadWrite,
    }.ToString();
}
