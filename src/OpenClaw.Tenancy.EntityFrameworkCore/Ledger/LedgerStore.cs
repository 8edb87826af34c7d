using System.Data;
using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Checkpoints;
using OpenClaw.Tenancy.Auditing.Merkle;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>The transactions of the ledger. Used by one at a time.</summary>
internal sealed class LedgerStore(
    IDbContextFactory<TenancyLedgerContext> contexts, TenancyLedgerTables tables, LedgerKeys keys, EntityLedgerOptions options, TimeProvider time)
{
    private const int Attempts = 5;

    private static readonly string Owner = TenantId.Platform.ToString();

    private readonly LedgerDurability _durability = new(options.RequireSyncedCommits);
    private LedgerState? _state;
    private long _keptTicks;

    /// <summary>Opens the ledger once, with a look at every record.</summary>
    /// <exception cref="TenancyConfigurationException">It is not what was written, or the database keeps no promise.</exception>
    /// <exception cref="DbException">The database does not answer.</exception>
    internal async Task<LedgerState> OpenAsync(CancellationToken cancellationToken)
    {
        while (_state is null)
        {
            TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                // First of all: a database in memory does not keep the tables either.
                await RequireDurableAsync(context, cancellationToken).ConfigureAwait(false);
                await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
                _state = await CheckAsync(context, cancellationToken).ConfigureAwait(false);
                if (_state is null)
                {
                    await BeginAsync(context, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return _state;
    }

    /// <summary>The ledger as it was last verified, or null where it was not opened yet.</summary>
    internal LedgerState? Verified => Volatile.Read(ref _state);

    /// <summary>Follows what others appended.</summary>
    /// <returns>The signed end of the ledger.</returns>
    /// <exception cref="InvalidDataException">What stands there does not follow from what stood there.</exception>
    internal async Task<SignedCheckpoint> FollowAsync(CancellationToken cancellationToken)
    {
        LedgerState state = await OpenAsync(cancellationToken).ConfigureAwait(false);
        TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // The end first: the records that lead there are there already, whoever writes meanwhile.
            string? end = await context.Heads.AsNoTracking().Where(static h => h.Tenant == Owner).Select(static h => h.Checkpoint)
                .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            await FollowAsync(context, state, end, cancellationToken).ConfigureAwait(false);
            return state.End;
        }
    }

    /// <summary>Appends a batch in one transaction, or nothing of it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="lose">Counts what makes no record.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>The signed end of the ledger, with the batch in it.</returns>
    /// <exception cref="InvalidDataException">What stands there does not follow from what stood there.</exception>
    internal async Task<SignedCheckpoint> AppendAsync(LedgerBatch batch, Action<TrailLoad, long> lose, CancellationToken cancellationToken)
    {
        LedgerState state = await OpenAsync(cancellationToken).ConfigureAwait(false);
        for (int attempt = 1; ; attempt++)
        {
            TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
            await using (context.ConfigureAwait(false))
            {
                try
                {
                    return await context.Database.CreateExecutionStrategy()
                        .ExecuteAsync(batch, (b, token) => AppendOnceAsync(state, b, lose, token), cancellationToken).ConfigureAwait(false);
                }
                catch (Exception exception) when (attempt < Attempts && IsConflict(exception))
                {
                    // The whole of it again: nothing of it is there.
                }
            }
        }
    }

    private async Task<SignedCheckpoint> AppendOnceAsync(LedgerState state, LedgerBatch batch, Action<TrailLoad, long> lose, CancellationToken cancellationToken)
    {
        TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            context.Database.AutoSavepointsEnabled = false;
            await _durability.PrepareAsync(context, cancellationToken).ConfigureAwait(false);

            // At "read committed" a second writer waits for the first one's commit and then goes on from it; at a stricter level it would fail instead.
            IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                HeadRow? head = await HoldAsync(context, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<AuditEntry> added = await FollowAsync(context, state, head?.Checkpoint, cancellationToken).ConfigureAwait(false);
                if (batch.IsAmong(added))
                {
                    return state.End;
                }

                LedgerPlaces places = batch.Place(state, lose);
                if (places.Entries.Count == 0)
                {
                    return state.End;
                }

                SignedCheckpoint end = await keys.SignAsync(places.End(), cancellationToken).ConfigureAwait(false);
                long now = time.GetUtcNow().UtcTicks;
                bool keep = now - _keptTicks >= options.CheckpointInterval.Ticks || now < _keptTicks;
                head!.Checkpoint = end.ToString();
                places.AddTo(context);
                if (keep)
                {
                    context.Checkpoints.Add(new CheckpointRow { Tenant = Owner, Size = end.Checkpoint.Size, SignedTicks = now, Text = head.Checkpoint });
                }

                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                state.Follow(end, places.Entries);
                _keptTicks = keep ? now : _keptTicks;
                return end;
            }
        }
    }

    // INVARIANT: the row of the end is held until the commit, so that places become visible in their order and each batch goes on from the one before it.
    private static async Task<HeadRow?> HoldAsync(TenancyLedgerContext context, CancellationToken cancellationToken)
    {
        List<HeadRow> rows = await context.Heads
            .FromSql($"UPDATE tenancy_ledger_head SET checkpoint = checkpoint WHERE tenant_id = {Owner} RETURNING tenant_id, checkpoint")
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    private async Task<IReadOnlyList<AuditEntry>> FollowAsync(TenancyLedgerContext context, LedgerState state, string? text, CancellationToken cancellationToken)
    {
        if (string.Equals(text, state.End.ToString(), StringComparison.Ordinal))
        {
            return [];
        }

        SignedCheckpoint end = keys.Read(text);
        List<AuditEntry> added = await LedgerRows.ReadAsync(context, state.Size, end.Checkpoint.Size, cancellationToken).ConfigureAwait(false);
        state.Follow(end, added);
        return added;
    }

    private async Task<LedgerState?> CheckAsync(TenancyLedgerContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await context.Database.CreateExecutionStrategy().ExecuteAsync(
                context, (c, token) => new LedgerCheck(keys, options.KeptCheckpoint).RunAsync(c, token), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw new TenancyConfigurationException([$"OCT2131: the audit ledger in the database is not what was written there: {exception.Message}. Keep the database as it is, and restore it from a copy that leads up to the last checkpoint that you kept."]);
        }
    }

    private async Task RequireDurableAsync(TenancyLedgerContext context, CancellationToken cancellationToken)
    {
        if (await _durability.FaultAsync(context, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            throw new TenancyConfigurationException([$"OCT2138: the database of the audit ledger may lose what it has acknowledged: {fault}. Mend that, or set EntityLedgerOptions.RequireSyncedCommits to false."]);
        }
    }

    // Of several processes that begin it at once, one does.
    private async Task BeginAsync(TenancyLedgerContext context, CancellationToken cancellationToken)
    {
        string origin = "openclaw-tenancy/" + RandomNumberGenerator.GetHexString(32, lowercase: true);
        string end = (await keys.SignAsync(new LedgerCheckpoint(origin, 0, MerkleHash.Empty), cancellationToken).ConfigureAwait(false)).ToString();
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO tenancy_ledger_head (tenant_id, checkpoint) VALUES ({Owner}, {end}) ON CONFLICT DO NOTHING", cancellationToken).ConfigureAwait(false);
    }

    private static bool IsConflict(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            // Serialization failure, deadlock, unique violation.
            if (exception is DbException { SqlState: "40001" or "40P01" or "23505" })
            {
                return true;
            }
        }

        return false;
    }
}
