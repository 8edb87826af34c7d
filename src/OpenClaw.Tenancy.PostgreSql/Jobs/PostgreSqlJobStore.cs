using System.Data;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using OpenClaw.Tenancy.Jobs;

namespace OpenClaw.Tenancy.PostgreSql.Jobs;

/// <summary>Jobs in a PostgreSQL database, so over all processes that share it. They outlive them.</summary>
internal sealed class PostgreSqlJobStore(NpgsqlDataSource database, TenancyJobTables tables, JobListener listener, PostgreSqlJobOptions options, Func<int> maxEnded, TimeProvider time) : ITenantJobStore
{
    private const int Tries = 20;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private long _swept = time.GetTimestamp();

    public bool IsDurable => true;

    public async ValueTask<JobAddition> AddAsync(StoredJob job, JobLimits limits, CancellationToken cancellationToken)
    {
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            // Over the lock of its turn, each statement sees what whoever had the turn before has committed.
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                JobAddition addition = await AddAsync(connection, job, limits, cancellationToken).ConfigureAwait(false);
                if (addition.Outcome == JobAdditionOutcome.Added)
                {
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }

                return addition;
            }
        }
    }

    public async ValueTask<LeasedJob?> TakeAsync(JobTurn turn, CancellationToken cancellationToken)
    {
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        await SweepAsync(cancellationToken).ConfigureAwait(false);
        string lease = RandomNumberGenerator.GetHexString(32, lowercase: true);
        for (int tries = 0; ; tries++)
        {
            if (await TakeAsync(tries == 0 ? JobSql.Take : JobSql.TakePatiently, turn, lease, cancellationToken).ConfigureAwait(false) is { } taken)
            {
                return taken;
            }

            // Another process may hold the turn of the only tenant that has something, for as long as a statement takes.
            if (tries >= Tries || !await IsAnyDueAsync(turn, cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    public async ValueTask<bool> RenewAsync(LeasedJob job, TimeSpan lease, CancellationToken cancellationToken) =>
        await ExecuteAsync(JobSql.Renew, cancellationToken, job.Job.Tenant, job.Job.Id, job.Lease, lease).ConfigureAwait(false) == 1;

    public async ValueTask SettleAsync(LeasedJob job, JobSettlement settlement, CancellationToken cancellationToken)
    {
        (string tenant, string id, string lease) = (job.Job.Tenant, job.Job.Id, job.Lease);
        _ = settlement.Fate switch
        {
            JobFate.Done => await ExecuteAsync(JobSql.Done, cancellationToken, tenant, id, lease).ConfigureAwait(false),
            JobFate.Dead => await ExecuteAsync(JobSql.Dead, cancellationToken, tenant, id, lease, settlement.Reason ?? "unspecified", options.DeadRetention).ConfigureAwait(false),
            _ => await ExecuteAsync(
                JobSql.Again, cancellationToken, tenant, id, lease, settlement.After, settlement.CountsAttempt ? 0 : 1, settlement.Fate == JobFate.TenantWaits).ConfigureAwait(false),
        };
    }

    public ValueTask WaitAsync(CancellationToken cancellationToken) => listener.WaitAsync(cancellationToken);

    public async ValueTask EraseAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        await InTurnAsync(tenant.ToString(), cancellationToken, JobSql.LockTurn, JobSql.Erase, JobSql.EraseTurn).ConfigureAwait(false);
    }

    private async Task InTurnAsync(string tenant, CancellationToken cancellationToken, params string[] statements)
    {
        NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            NpgsqlTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                foreach (string statement in statements)
                {
                    await ExecuteAsync(connection, statement, cancellationToken, tenant).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<JobAddition> AddAsync(NpgsqlConnection connection, StoredJob job, JobLimits limits, CancellationToken cancellationToken)
    {
        byte[] likeness = new byte[Digest256.Length];
        job.Likeness().CopyTo(likeness);
        int own = (int)(await ScalarAsync(connection, JobSql.Lock, cancellationToken, job.Tenant).ConfigureAwait(false))!;
        if (job.Key is { } key)
        {
            await ExecuteAsync(connection, JobSql.ForgetKey, cancellationToken, job.Tenant, key).ConfigureAwait(false);
            if (await FindKeyAsync(connection, job.Tenant, key, cancellationToken).ConfigureAwait(false) is ({ } id, { } used))
            {
                return used.AsSpan().SequenceEqual(likeness) ? new JobAddition(JobAdditionOutcome.Known, id) : new JobAddition(JobAdditionOutcome.KeyTaken, null);
            }
        }

        if (own >= limits.PerTenant)
        {
            return new JobAddition(JobAdditionOutcome.TenantFull, null);
        }

        if ((long)(await ScalarAsync(connection, JobSql.CountAll, cancellationToken).ConfigureAwait(false))! >= limits.InAll)
        {
            return new JobAddition(JobAdditionOutcome.Full, null);
        }

        await ExecuteAsync(
            connection, JobSql.Insert, cancellationToken,
            job.Tenant, job.Id, job.Kind, (object?)job.Key ?? DBNull.Value, likeness, job.Body.ToArray(), job.Envelope, job.Delay, job.ExpiresAt).ConfigureAwait(false);
        await ExecuteAsync(connection, JobSql.CountUp, cancellationToken, job.Tenant).ConfigureAwait(false);
        await ExecuteAsync(connection, JobSql.Notify, cancellationToken).ConfigureAwait(false);
        return new JobAddition(JobAdditionOutcome.Added, job.Id);
    }

    private static async Task<(string? Id, byte[]? Likeness)> FindKeyAsync(NpgsqlConnection connection, string tenant, string key, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = Command(connection, JobSql.FindKey, tenant, key);
        await using (command.ConfigureAwait(false))
        {
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? (reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : (null, null);
            }
        }
    }

    private async Task<LeasedJob?> TakeAsync(string statement, JobTurn turn, string lease, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = database.CreateCommand(statement);
        await using (command.ConfigureAwait(false))
        {
            AddTurn(command, turn);
            command.Parameters.Add(new NpgsqlParameter { Value = turn.Lease });
            command.Parameters.Add(new NpgsqlParameter { Value = lease });
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? Read(reader, lease) : null;
            }
        }
    }

    private static LeasedJob Read(NpgsqlDataReader row, string lease) => new(
        new StoredJob
        {
            Tenant = row.GetString(0),
            Id = row.GetString(1),
            Kind = row.GetString(2),
            Key = row.IsDBNull(3) ? null : row.GetString(3),
            Body = row.GetFieldValue<byte[]>(4),
            Envelope = row.GetString(5),
            ExpiresAt = row.GetFieldValue<DateTimeOffset>(6),
            Delay = TimeSpan.Zero,
        },
        lease,
        row.GetInt32(7));

    private async Task<bool> IsAnyDueAsync(JobTurn turn, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = database.CreateCommand(JobSql.IsAnyDue);
        await using (command.ConfigureAwait(false))
        {
            AddTurn(command, turn);
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is true;
        }
    }

    private static void AddTurn(NpgsqlCommand command, JobTurn turn)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = turn.Except.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)turn.Only ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = turn.Kinds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
    }

    // What has ended is swept by whoever takes jobs, and waits for nobody's lock.
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        long last = Volatile.Read(ref _swept);
        if (time.GetElapsedTime(last) >= SweepInterval && Interlocked.CompareExchange(ref _swept, time.GetTimestamp(), last) == last)
        {
            int swept = await ExecuteAsync(JobSql.Sweep, cancellationToken).ConfigureAwait(false);
            int trimmed = await ExecuteAsync(JobSql.Trim, cancellationToken, maxEnded()).ConfigureAwait(false);
            if (swept == JobSql.SweptAtOnce || trimmed == JobSql.SweptAtOnce)
            {
                // There is more: the next look goes on with it, so that no more ends than goes.
                Volatile.Write(ref _swept, last);
                return;
            }

            foreach (string tenant in await MiscountedAsync(cancellationToken).ConfigureAwait(false))
            {
                // Counted anew over the lock of its turn, so that nobody adds or ends a job meanwhile.
                await InTurnAsync(tenant, cancellationToken, JobSql.Lock, JobSql.Recount).ConfigureAwait(false);
            }
        }
    }

    private async Task<List<string>> MiscountedAsync(CancellationToken cancellationToken)
    {
        var tenants = new List<string>();
        NpgsqlCommand command = database.CreateCommand(JobSql.Miscounted);
        await using (command.ConfigureAwait(false))
        {
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    tenants.Add(reader.GetString(0));
                }
            }
        }

        return tenants;
    }

    private async Task<int> ExecuteAsync(string text, CancellationToken cancellationToken, params object[] values)
    {
        NpgsqlConnection connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            return await ExecuteAsync(connection, text, cancellationToken, values).ConfigureAwait(false);
        }
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken, params object[] values)
    {
        NpgsqlCommand command = Command(connection, text, values);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string text, CancellationToken cancellationToken, params object[] values)
    {
        NpgsqlCommand command = Command(connection, text, values);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string text, params object[] values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
