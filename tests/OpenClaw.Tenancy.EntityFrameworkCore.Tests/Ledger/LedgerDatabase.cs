using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Ledger;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Ledger;

/// <summary>A ledger in one SQLite file, and any number of hosts over it.</summary>
public sealed class LedgerDatabase : IDisposable
{
    private readonly string _folder = Scratch.NewFolder("ledger-");

    public EcdsaSigner Signer { get; } = EcdsaSigner.Generate();

    public ManualTime Time { get; } = new();

    public string File => Path.Combine(_folder, "audit.db");

    public string ConnectionString => $"Data Source={File}";

    public EntityLedger Open(
        Action<EntityLedgerOptions>? options = null, Action<DbContextOptionsBuilder>? more = null, ILoggerProvider? log = null, ITenancySigner? signer = null) => new(
        signer ?? Signer,
        Time,
        o =>
        {
            o.UseSqlite(ConnectionString);
            more?.Invoke(o);
        },
        options,
        log);

    public object? Sql(string text)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    /// <summary>All that is committed, as the bytes of one file.</summary>
    public byte[] Copy()
    {
        SqliteConnection.ClearAllPools();
        Sql("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        return System.IO.File.ReadAllBytes(File);
    }

    /// <summary>Puts a file in the place of the database.</summary>
    public void Replace(byte[] bytes)
    {
        SqliteConnection.ClearAllPools();
        foreach (string suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            System.IO.File.Delete(File + suffix);
        }

        System.IO.File.WriteAllBytes(File, bytes);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Signer.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
