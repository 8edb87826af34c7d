using Npgsql;
using NpgsqlTypes;
using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.PostgreSql.Events;

/// <summary>The table in which the bodies of events stand for a short while, under their tenant, and the channel on which their ids are told.</summary>
/// <remarks>A singleton, safe for use by many threads and processes. What is there already stays as it is.</remarks>
public sealed class PostgreSqlEventTable
{
    internal const string Channel = "openclaw_tenancy_events";
    internal const int MaxBatch = 200;

    // An id is one event's. Whoever writes into the table himself could give it to one of each tenant.
    private const int MaxFound = 10_000;

    private const string Create = """
        CREATE TABLE IF NOT EXISTS tenancy_events (
            tenant_id character varying(63) NOT NULL,
            event_id character varying(128) NOT NULL,
            position bigint GENERATED ALWAYS AS IDENTITY,
            recorded_at timestamp with time zone NOT NULL DEFAULT clock_timestamp(),
            name text NOT NULL,
            payload bytea NOT NULL,
            session text,
            PRIMARY KEY (tenant_id, event_id));
        CREATE INDEX IF NOT EXISTS tenancy_events_event ON tenancy_events (event_id);
        CREATE INDEX IF NOT EXISTS tenancy_events_recorded ON tenancy_events (recorded_at);
        """;

    private readonly string _connectionString;
    private readonly PostgreSqlEventOptions _options;
    private bool _ready;

    internal PostgreSqlEventTable(string connectionString, PostgreSqlEventOptions options) => (_connectionString, _options) = (connectionString, options);

    /// <summary>The statements that make the table and may run any number of times, for whoever keeps the schema.</summary>
    /// <returns>SQL of PostgreSQL.</returns>
    public static string Script() => Create;

    /// <summary>Makes the table where it is not there.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when it is there.</returns>
    /// <exception cref="NpgsqlException">The database refused it.</exception>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // Two that make it at the same moment refuse each other, even so that it may be there already: one after the other then.
            using var create = new NpgsqlCommand($"BEGIN; SELECT pg_advisory_xact_lock(hashtext('{Channel}')); {Create} COMMIT", connection);
            await create.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        Volatile.Write(ref _ready, true);
    }

    internal async ValueTask ReadyAsync(CancellationToken cancellationToken)
    {
        if (_options.CreateTable && !Volatile.Read(ref _ready))
        {
            await CreateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Puts events down and tells their ids, both or neither.</summary>
    internal async Task PutAsync(IReadOnlyList<TenantEvent> events, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        string[] ids = [.. events.Select(static e => e.Id.ToString())];
        NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using var batch = new NpgsqlBatch(connection);
            var put = new NpgsqlBatchCommand(
                "INSERT INTO tenancy_events (tenant_id, event_id, name, payload, session) SELECT * FROM unnest($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING");
            put.Parameters.Add(new NpgsqlParameter { Value = events.Select(static e => e.Tenant.ToString()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            put.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            put.Parameters.Add(new NpgsqlParameter { Value = events.Select(static e => e.Name).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            put.Parameters.Add(new NpgsqlParameter { Value = events.Select(static e => e.Payload.ToArray()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
            put.Parameters.Add(new NpgsqlParameter { Value = events.Select(static e => e.Session).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            batch.BatchCommands.Add(put);

            // SECURITY: every user of the database may listen, so the payload is ids of random bits, and names no tenant.
            var tell = new NpgsqlBatchCommand($"SELECT pg_notify('{Channel}', $1)");
            tell.Parameters.Add(new NpgsqlParameter { Value = string.Join(',', ids) });
            batch.BatchCommands.Add(tell);
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads events by their ids, of those tenants alone that somebody here waits for.</summary>
    internal async Task<List<RelayedEvent>> ReadAsync(string[] ids, IReadOnlyList<string> tenants, CancellationToken cancellationToken) =>
        (await ReadAsync("event_id = ANY($3)", MaxFound, after: 0, new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text }, tenants, cancellationToken).ConfigureAwait(false)).Events;

    /// <summary>Reads a page of what was put down in the last while, for a process that was not told of it, and the place behind it; null behind the last page.</summary>
    // A page at a time: what one tenant put down is neither held in memory as a whole nor all that is read.
    internal async Task<(List<RelayedEvent> Events, long? Next)> ReadSinceAsync(TimeSpan span, long after, IReadOnlyList<string> tenants, CancellationToken cancellationToken)
    {
        var since = new NpgsqlParameter { Value = span, NpgsqlDbType = NpgsqlDbType.Interval };
        (List<RelayedEvent> found, long last) = await ReadAsync("recorded_at >= clock_timestamp() - $3", MaxBatch, after, since, tenants, cancellationToken).ConfigureAwait(false);
        return (found, found.Count == MaxBatch ? last : null);
    }

    internal async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using var forget = new NpgsqlCommand("DELETE FROM tenancy_events WHERE recorded_at < clock_timestamp() - $1", connection);
            forget.Parameters.Add(new NpgsqlParameter { Value = _options.Retention, NpgsqlDbType = NpgsqlDbType.Interval });
            await forget.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(List<RelayedEvent> Events, long Last)> ReadAsync(string which, int most, long after, NpgsqlParameter value, IReadOnlyList<string> tenants, CancellationToken cancellationToken)
    {
        long last = after;
        await ReadyAsync(cancellationToken).ConfigureAwait(false);
        var found = new List<RelayedEvent>();
        NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            using var read = new NpgsqlCommand(
                $"SELECT tenant_id, event_id, name, payload, session, position FROM tenancy_events WHERE tenant_id = ANY($1) AND position > $2 AND {which} ORDER BY position LIMIT $4", connection);
            read.Parameters.Add(new NpgsqlParameter { Value = tenants.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            read.Parameters.Add(new NpgsqlParameter { Value = after });
            read.Parameters.Add(value);
            read.Parameters.Add(new NpgsqlParameter { Value = most });
            NpgsqlDataReader rows = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (rows.ConfigureAwait(false))
            {
                while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    found.Add(new RelayedEvent(rows.GetString(0), rows.GetString(1), rows.GetString(2), (byte[])rows[3], rows.IsDBNull(4) ? null : rows.GetString(4)));
                    last = rows.GetInt64(5);
                }
            }
        }

        return (found, last);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
