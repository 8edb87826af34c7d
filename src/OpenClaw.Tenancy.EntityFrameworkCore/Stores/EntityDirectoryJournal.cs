using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>The journal in a relational database.</summary>
internal sealed class EntityDirectoryJournal(
    IDbContextFactory<TenancyStoreContext> contexts, TenancyTables tables, TenancyStoresOptions options, TimeProvider time) : IDirectoryJournal
{
    private static readonly string Owner = TenantId.Platform.ToString();

    public async ValueTask<long> AppendAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyStoreContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Database.CreateExecutionStrategy().ExecuteAsync(change, AppendOnceAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask<IReadOnlyList<DirectoryRecord>> ReadAsync(long afterSequence, int max, CancellationToken cancellationToken)
    {
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyStoreContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // One statement, so one snapshot: with the order of the commits that of the places, what it sees is a prefix.
            List<JournalRow> rows = await context.Journal.AsNoTracking()
                .Where(r => r.Sequence > afterSequence).OrderBy(static r => r.Sequence).Take(max)
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(static r => new DirectoryRecord(r.Sequence, new DateTimeOffset(r.RecordedTicks, TimeSpan.Zero), r.Change));
        }
    }

    private async Task<long> AppendOnceAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        TenancyStoreContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // At "read committed" a second writer waits for the first one's commit and then counts on from it; at a stricter level it would fail instead.
            IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                long sequence = await TakePlaceAsync(context, cancellationToken).ConfigureAwait(false);
                context.Journal.Add(new JournalRow { Tenant = change.Tenant, Sequence = sequence, RecordedTicks = time.GetUtcNow().UtcTicks, Change = change.ToText() });
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                if (options.Appending is { } appending)
                {
                    await appending(context, sequence, cancellationToken).ConfigureAwait(false);
                }

                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return sequence;
            }
        }
    }

    // INVARIANT: the head's row is held until the commit, so that places become visible in their order and none is left out.
    private static async Task<long> TakePlaceAsync(TenancyStoreContext context, CancellationToken cancellationToken)
    {
        IQueryable<JournalHead> head = context.Heads.AsNoTracking().Where(static h => h.Tenant == Owner);
        int moved = await head.ExecuteUpdateAsync(static s => s.SetProperty(static h => h.Sequence, static h => h.Sequence + 1), cancellationToken).ConfigureAwait(false);
        return moved == 1
            ? await head.Select(static h => h.Sequence).SingleAsync(cancellationToken).ConfigureAwait(false)
            : throw new InvalidOperationException("The journal has no head. Make the tables with TenancyTables.CreateAsync, or by its Script in whole.");
    }
}
