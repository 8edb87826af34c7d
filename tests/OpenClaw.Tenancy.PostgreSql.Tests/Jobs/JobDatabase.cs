using System.Security.Cryptography;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Jobs;

/// <summary>One database of jobs for all tests of a class, which each of them finds empty.</summary>
public sealed class JobDatabase(Cluster cluster) : IDisposable
{
    private readonly string _name = "jobs" + RandomNumberGenerator.GetHexString(8, lowercase: true);
    private PrivateCluster? _server;

    public string ConnectionString => $"Host={_server!.Host};Port={_server.Port};Username=postgres;Database={_name};Maximum Pool Size=8";

    public void Empty()
    {
        if (_server is null)
        {
            _server = cluster.Require();
            TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"CREATE DATABASE {_name}");
            return;
        }

        TestDatabase.Run(ConnectionString, "TRUNCATE tenancy_jobs, tenancy_job_turns");
    }

    public object? Sql(string text) => TestDatabase.Run(ConnectionString, text);

    public void Dispose()
    {
        if (_server is not null)
        {
            TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"DROP DATABASE {_name} WITH (FORCE)");
        }
    }
}
