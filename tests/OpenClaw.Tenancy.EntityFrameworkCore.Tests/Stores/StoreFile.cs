using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.EntityFrameworkCore.Stores;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Tests.Stores;

/// <summary>The library's tables in one SQLite file, and any number of hosts over it.</summary>
public sealed class StoreFile : IDisposable
{
    private readonly string _path = Path.Combine(Scratch.NewFolder("stores-"), "shared.db");
    private readonly List<ServiceProvider> _hosts = [];

    public ManualTime Time { get; } = new();

    public string ConnectionString => $"Data Source={_path}";

    /// <summary>The services of one more host.</summary>
    public ServiceProvider Host(Action<TenancyStoresOptions>? stores = null, Action<DbContextOptionsBuilder>? more = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        services.AddTenancy(o => o.Mode = TenancyMode.Shared).AddTenancyStores(o =>
        {
            o.UseSqlite(ConnectionString);
            more?.Invoke(o);
        }, stores ?? (static o => o.CreateTables = true));
        ServiceProvider host = services.BuildServiceProvider();
        _hosts.Add(host);
        return host;
    }

    public IDirectoryJournal Journal() => Host().GetRequiredService<IDirectoryJournal>();

    public IReplayMemory Replay() => Host().GetRequiredService<IReplayMemory>();

    public object? Sql(string text)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    public void Dispose()
    {
        _hosts.ForEach(static h => h.Dispose());
        SqliteConnection.ClearAllPools();
        System.IO.Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);
    }
}
