using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>A PostgreSQL database, which several hosts may share, each with a data folder of its own.</summary>
public sealed class PostgresGatewayDatabase(string connectionString) : IGatewayDatabase
{
    // Hosts that start at once make the tables one after the other.
    private const string Lock = "SELECT pg_advisory_lock(hashtext('openclaw-gateway-schema'))";
    private const string Find = "SELECT to_regclass('gateway_sessions') IS NOT NULL";

    private readonly NpgsqlDataSource _source = new NpgsqlDataSourceBuilder(connectionString).Build();

    /// <summary>Whether a text is a connection string at all.</summary>
    public static bool IsWellFormed(string text)
    {
        try
        {
            return !string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }

    // Row-level security would be switched on here, as the second wall: UseTenantRowSecurity after UseNpgsql.
    public void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(_source);

    public async Task PrepareAsync(Func<bool, Task> createTables, CancellationToken cancellationToken)
    {
        // The lock ends with the connection.
        await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken);
        await AskAsync(connection, Lock, cancellationToken);
        await createTables(await AskAsync(connection, Find, cancellationToken) is false);
        await AskAsync(connection, "SELECT pg_advisory_unlock_all()", cancellationToken);
    }

    public ValueTask<IDisposable?> TakeTurnAsync(TenantId tenant, CancellationToken cancellationToken) => new((IDisposable?)null);

    public Task BeforeDeletionAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> AfterDeletionAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    public void Dispose() => _source.Dispose();

    private static async Task<object?> AskAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
