using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Attacks;

public sealed class SqliteEngine : AttackEngine, IDisposable
{
    private readonly string _file = Path.Combine(Scratch.Top, $"attack-{Path.GetRandomFileName()}.db");

    public string ConnectionString => $"Data Source={_file};Foreign Keys=True;Pooling=False";

    public override void Configure(DbContextOptionsBuilder options) => options.UseSqlite(ConnectionString);

    public override void MakeTables(DbContext db) => db.Database.EnsureCreated();

    public override void Clear()
    {
        using DbConnection connection = OpenAll();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = "pragma foreign_keys=off;" + string.Concat(AttackWorld.Tables.Select(t => $"delete from {Quoted(t)};"));
        command.ExecuteNonQuery();
    }

    public override DbConnection OpenAll()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        return connection;
    }

    public void Dispose() => File.Delete(_file);
}
