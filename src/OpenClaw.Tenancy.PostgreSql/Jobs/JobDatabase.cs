using Npgsql;

namespace OpenClaw.Tenancy.PostgreSql.Jobs;

/// <summary>The connections of the tables of jobs, of their own: the host's other ones stay as the host has configured them.</summary>
internal sealed class JobDatabase(string connectionString) : IAsyncDisposable, IDisposable
{
    internal NpgsqlDataSource Source { get; } = NpgsqlDataSource.Create(connectionString);

    public void Dispose() => Source.Dispose();

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
