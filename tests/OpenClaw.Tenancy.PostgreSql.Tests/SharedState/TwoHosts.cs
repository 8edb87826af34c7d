using System.Security.Cryptography;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace OpenClaw.Tenancy.PostgreSql.Tests.SharedState;

/// <summary>A database of its own, and two host processes over it, each by a role of its own.</summary>
public sealed class TwoHosts : IDisposable
{
    private readonly PrivateCluster _server;
    private readonly string _mark = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("hosts-").FullName;

    /// <summary>Starts both.</summary>
    /// <param name="cluster">The server.</param>
    /// <param name="poll">How often they poll: long where a notification is to be seen, short where it is to be done without.</param>
    /// <param name="maxAge">The greatest age of their directories.</param>
    /// <param name="signal">Whether the second one is notified, or has its poll alone.</param>
    public TwoHosts(Cluster cluster, TimeSpan poll, TimeSpan maxAge, bool signal = true)
    {
        _server = cluster.Require();
        Superuser("postgres", $"CREATE ROLE {RoleOf('a')} LOGIN; CREATE ROLE {RoleOf('b')} LOGIN; CREATE ROLE {RoleOf('s')}; GRANT {RoleOf('s')} TO {RoleOf('a')}, {RoleOf('b')}");
        Superuser("postgres", $"CREATE DATABASE {Name} OWNER {RoleOf('s')}");
        Superuser(Name, $"ALTER SCHEMA public OWNER TO {RoleOf('s')}; ALTER ROLE {RoleOf('a')} SET role {RoleOf('s')}; ALTER ROLE {RoleOf('b')} SET role {RoleOf('s')}");
        string keys = Path.Combine(_folder, "keys.json");
        A = HostProcess.Start(ConnectionOf('a'), keys, poll, maxAge);
        B = HostProcess.Start(ConnectionOf('b'), keys, poll, maxAge, signal);
    }

    public HostProcess A { get; }

    public HostProcess B { get; }

    private string Name => "shared" + _mark;

    public object? Sql(string text) => Superuser(Name, text);

    /// <summary>Cuts the connections of B, and lets it make no others.</summary>
    public void CutB()
    {
        Superuser("postgres", $"ALTER ROLE {RoleOf('b')} NOLOGIN");
        EndConnectionsOf('b', "true");
    }

    public void MendB() => Superuser("postgres", $"ALTER ROLE {RoleOf('b')} LOGIN");

    /// <summary>Ends the connections of a process that match, which it may make again: once there is one, for a process that has just started may not have made it yet.</summary>
    public void EndConnectionsOf(char process, string which)
    {
        string end = $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{RoleOf(process)}' AND {which}";
        for (int i = 0; (long)Superuser("postgres", end)! == 0; i++)
        {
            Assert.True(i < 1200, "There is no such connection.");
            Thread.Sleep(50);
        }
    }

    public string ConnectionOf(char process) => $"Host={_server.Host};Port={_server.Port};Username={RoleOf(process)};Database={Name};Maximum Pool Size=12";

    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
        NpgsqlConnection.ClearAllPools();
        Superuser("postgres", $"DROP DATABASE {Name} WITH (FORCE)");
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private string RoleOf(char process) => $"host_{process}_{_mark}";

    private object? Superuser(string database, string sql) => TestDatabase.Run($"Host={_server.Host};Port={_server.Port};Username=postgres;Database={database};Pooling=false", sql);
}
