using Npgsql;
using NpgsqlTypes;
using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql.Scripting;

/// <summary>Writes the keys of the options into the table that the function reads.</summary>
internal static class KeyInstallation
{
    private const byte Inner = 0x36;
    private const byte Outer = 0x5c;

    internal static async Task RunAsync(RowSecuritySettings settings, NpgsqlConnection owner, CancellationToken cancellationToken)
    {
        string table = $"{SchemaSql.Schema(settings)}.{SchemaSql.Keys}";
        var delete = new NpgsqlCommand($"DELETE FROM {table} WHERE id <> ALL ($1)", owner);
        await using (delete.ConfigureAwait(false))
        {
            delete.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. settings.Keys.Select(static k => k.Id)] });
            await delete.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        foreach (RowSecurityKey key in settings.Keys)
        {
            var insert = new NpgsqlCommand(
                $"INSERT INTO {table} (id, inner_pad, outer_pad) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET inner_pad = EXCLUDED.inner_pad, outer_pad = EXCLUDED.outer_pad", owner);
            await using (insert.ConfigureAwait(false))
            {
                insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.Id });
                insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Pad(Inner), NpgsqlDbType = NpgsqlDbType.Bytea });
                insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = key.Pad(Outer), NpgsqlDbType = NpgsqlDbType.Bytea });
                await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
