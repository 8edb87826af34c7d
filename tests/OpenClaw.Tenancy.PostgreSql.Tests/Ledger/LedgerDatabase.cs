using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.EntityFrameworkCore.Attacks;
using OpenClaw.Tenancy.EntityFrameworkCore.Ledger;
using OpenClaw.Tenancy.PostgreSql.Tests.Support;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.PostgreSql;

namespace OpenClaw.Tenancy.PostgreSql.Tests.Ledger;

/// <summary>A ledger in a database of its own, and any number of hosts over it.</summary>
public sealed class LedgerDatabase : IDisposable
{
    private readonly PrivateCluster _server;
    private readonly string _name = "ledger" + RandomNumberGenerator.GetHexString(8, lowercase: true);

    public LedgerDatabase(Cluster cluster)
    {
        _server = cluster.Require();
        TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"CREATE DATABASE {_name}");
    }

    public EcdsaSigner Signer { get; } = EcdsaSigner.Generate();

    public ManualTime Time { get; } = new();

    public string ConnectionString => $"Host={_server.Host};Port={_server.Port};Username=postgres;Database={_name};Maximum Pool Size=8";

    /// <summary>Opens a ledger. The server of the tests syncs nothing, so what it needs of that is not asked for.</summary>
    public EntityLedger Open(Action<EntityLedgerOptions>? options = null, string? connection = null, ITenancySigner? signer = null, Action<DbContextOptionsBuilder>? more = null) => new(
        signer ?? Signer,
        Time,
        o =>
        {
            o.UseNpgsql(connection ?? ConnectionString);
            more?.Invoke(o);
        },
        o =>
        {
            o.RequireSyncedCommits = false;
            options?.Invoke(o);
        });

    public object? Sql(string text) => TestDatabase.Run(ConnectionString, text);

    public void Dispose()
    {
        Signer.Dispose();
        TestDatabase.Run(_server.SuperuserConnectionString + ";Pooling=false", $"DROP DATABASE {_name} WITH (FORCE)");
    }
}
