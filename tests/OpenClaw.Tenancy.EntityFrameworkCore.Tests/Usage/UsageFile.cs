using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Usage;

/// <summary>One SQLite file, and any number of hosts over it, whose statements are noted.</summary>
public sealed class UsageFile : DbCommandInterceptor, IDisposable
{
    private readonly string _folder = Scratch.NewFolder("usage-");

    /// <summary>What was sent to the database.</summary>
    public ConcurrentQueue<string> Sent { get; } = new();

    public string ConnectionString => $"Data Source={Path.Combine(_folder, "usage.db")}";

    public TestWorld Open() => new(build: b => b.AddUsageStore(o => o.UseSqlite(ConnectionString).AddInterceptors(this), static o => o.CreateTables = true));

    public List<string> Rows(string sql, params object[] values)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((int i, object value) in values.Index())
        {
            command.Parameters.AddWithValue($"@p{i}", value);
        }

        using SqliteDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i).ToString())));
        }

        return rows;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Sent.Enqueue(command.CommandText);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Sent.Enqueue(command.CommandText);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
