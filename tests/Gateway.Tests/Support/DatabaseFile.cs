using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Support;

/// <summary>Looks into the files of a data folder from outside.</summary>
public static class DatabaseFile
{
    private static readonly string[] Tables = ["gateway_sessions", "gateway_messages", "gateway_runs", "gateway_run_events"];

    public static string PathIn(string folder) => Path.Combine(folder, "gateway.db");

    /// <summary>The rows of each table, of all tenants: sessions, messages, runs, events.</summary>
    public static long[] CountRows(string folder)
    {
        using SqliteConnection connection = Open(folder);
        return [.. Tables.Select(t => Convert.ToInt64(Ask(connection, $"SELECT count(*) FROM {t}")))];
    }

    public static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={PathIn(folder)};Pooling=false");
        connection.Open();
        return connection;
    }

    public static object? Ask(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The texts that stand in any file of the folder, in UTF-8 or UTF-16.</summary>
    public static string[] Find(string folder, IEnumerable<string> texts)
    {
        byte[][] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(ReadShared)];
        return [.. texts.Where(text => files.Any(file =>
            file.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text)) >= 0 || file.AsSpan().IndexOf(System.Text.Encoding.Unicode.GetBytes(text)) >= 0))];
    }

    private static byte[] ReadShared(string path)
    {
        // The name file of a running host is locked, and holds its name alone. Lock files hold nothing.
        if (Path.GetFileName(path) == "host-id" || new FileInfo(path).Length == 0)
        {
            return [];
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
