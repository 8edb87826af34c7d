using System.Data.Common;
using System.Security.Cryptography;
using Npgsql;
using OpenClaw.Tenancy.PostgreSql.Scripting;
using OpenClaw.Tenancy.PostgreSql.Settings;

namespace OpenClaw.Tenancy.PostgreSql.Checking;

/// <summary>Acts as a tenant that does not exist, inside a transaction that is rolled back: it must see nothing, and must not write for another.</summary>
internal sealed class Trial(NpgsqlConnection connection, RowSecuritySettings settings, TableMap tables, List<RowSecurityViolation> violations)
{
    private readonly TenantId _nobody = TenantId.From("trial-" + RandomNumberGenerator.GetHexString(32, lowercase: true));
    private readonly TenantId _other = TenantId.From("trial-" + RandomNumberGenerator.GetHexString(32, lowercase: true));

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = await TryAsync("SELECT now()", cancellationToken).ConfigureAwait(false) is { Value: DateTime time } ? new DateTimeOffset(time) : default;
        string own = TenantToken.Make(settings, _nobody, connection.ProcessID, now);
        if (settings.IsSigned && !await TrySignaturesAsync(own, now, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        await SetAsync(own, cancellationToken).ConfigureAwait(false);
        foreach (ProtectedTable table in tables.Owned)
        {
            await TryTableAsync(table, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> TrySignaturesAsync(string own, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string read = $"SELECT {SchemaSql.Schema(settings)}.{SchemaSql.Function}()";
        string signature = own[(own.LastIndexOf('.') + 1)..];
        string other = TenantToken.Make(settings, _other, connection.ProcessID, now);
        foreach (string forged in (string[])[_nobody.ToString(), other[..(other.LastIndexOf('.') + 1)] + signature, own + ".x", own[..^1]])
        {
            await SetAsync(forged, cancellationToken).ConfigureAwait(false);
            if ((await TryAsync(read, cancellationToken).ConfigureAwait(false)).State != PostgresErrorCodes.InsufficientPrivilege)
            {
                violations.Add(new("setting-forged", $"{settings.Schema}.{SchemaSql.Function}", "A setting that nobody signed was accepted. Run the script of TenantRowSecurity.Script as another role."));
                return false;
            }
        }

        await SetAsync(own, cancellationToken).ConfigureAwait(false);
        if ((await TryAsync(read, cancellationToken).ConfigureAwait(false)).Value as string != _nobody.ToString())
        {
            violations.Add(new("setting-refused", $"{settings.Schema}.{SchemaSql.Function}",
                "The database does not accept what this host signs. Call TenantRowSecurity.InstallKeysAsync with the same key; behind a pooler call BindToExpiry, and run the script again."));
            return false;
        }

        return true;
    }

    private async Task TryTableAsync(ProtectedTable table, CancellationToken cancellationToken)
    {
        string subject = $"{table.Schema}.{table.Name}";
        (object? value, string? state) = await TryAsync($"SELECT EXISTS (SELECT FROM {table.Sql})", cancellationToken).ConfigureAwait(false);
        if (value is not false)
        {
            violations.Add(new("trial-read", subject, state is null
                ? "A tenant that does not exist sees rows. Run the script of TenantRowSecurity.Script as the owner of the tables."
                : $"The table could not be read (SQLSTATE {state}). Run the script of TenantRowSecurity.Script, and leave row_security on."));
        }

        (_, state) = await TryAsync($"INSERT INTO {table.Sql} ({table.ColumnSql}) VALUES ({SqlText.Literal(_other.ToString())})", cancellationToken).ConfigureAwait(false);

        // A table of partitions looks for one first, and a standby writes nothing at all.
        if (state is not (PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ReadOnlySqlTransaction))
        {
            violations.Add(new("trial-write", subject, "One tenant's row could be written by another. Run the script of TenantRowSecurity.Script as the owner of the tables."));
        }
    }

    private async Task SetAsync(string value, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand($"SELECT set_config('{RowSecuritySettings.Name}', $1, true)", connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Each attempt has a savepoint of its own, which is always rolled back.
    private async Task<(object? Value, string? State)> TryAsync(string sql, CancellationToken cancellationToken)
    {
        await RunAsync("SAVEPOINT trial", cancellationToken).ConfigureAwait(false);
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            try
            {
                return (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), null);
            }
            catch (DbException exception)
            {
                return (null, exception.SqlState ?? "none");
            }
            finally
            {
                await RunAsync("ROLLBACK TO SAVEPOINT trial", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
