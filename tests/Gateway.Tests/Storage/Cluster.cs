using Gateway.Tests.Storage;
using OpenClaw.Tenancy.TestKit.PostgreSql;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace Gateway.Tests.Storage;

/// <summary>The PostgreSQL server of this suite, started when a test first asks for it.</summary>
public sealed class Cluster : IDisposable
{
    private readonly Lazy<PrivateCluster?> _server = new(PrivateCluster.TryStart);
    private int _databases;

    /// <summary>The connection string of a database of one's own; where there is no server the test is skipped.</summary>
    public string NewDatabase()
    {
        Assert.SkipWhen(_server.Value is null, PostgresBinaries.HowToInstall);
        string name = $"gateway{Interlocked.Increment(ref _databases)}";
        using var connection = new Npgsql.NpgsqlConnection(_server.Value.SuperuserConnectionString + ";Pooling=false");
        connection.Open();
        using var command = new Npgsql.NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return $"Host={_server.Value.Host};Port={_server.Value.Port};Username=postgres;Database={name}";
    }

    public void Dispose()
    {
        if (_server.IsValueCreated)
        {
            _server.Value?.Dispose();
        }
    }
}
