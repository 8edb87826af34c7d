using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpenClaw.Tenancy.Approvals;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Stores;

/// <summary>Approvals in a relational database, so over all processes that share it.</summary>
internal sealed class EntityApprovalStore(IDbContextFactory<TenancyStoreContext> contexts, TenancyTables tables) : IApprovalStore
{
    public bool IsDurable => true;

    public ValueTask<string?> FindOwnerAsync(string id, CancellationToken cancellationToken) => ReadAsync(
        async db => await db.Approvals.Where(r => r.Id == id).Select(static r => r.Tenant).Take(2).ToListAsync(cancellationToken).ConfigureAwait(false) is [{ } owner] ? owner : null,
        cancellationToken);

    public ValueTask<ApprovalRecord?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken) => ReadAsync(
        async db => await db.ApprovalsOf(tenant).AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken).ConfigureAwait(false), cancellationToken);

    public ValueTask<IReadOnlyList<ApprovalRecord>> ListAsync(TenantId tenant, string? run, IReadOnlyList<string> statuses, int max, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<ApprovalRecord>>(
            async db =>
            {
                IQueryable<ApprovalRecord> rows = db.ApprovalsOf(tenant).AsNoTracking();
                rows = run is null ? rows : rows.Where(r => r.Run == run);
                rows = statuses.Count == 0 ? rows : rows.Where(r => statuses.Contains(r.Status));
                return await rows.OrderByDescending(static r => r.CreatedTicks).ThenByDescending(static r => r.Id).Take(max)
                    .ToListAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    public ValueTask<ApprovalCommit> AddAsync(
        TenantId tenant, ApprovalRecord added, ApprovalRecord? superseded, ApprovalLimits limits, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        RequireOwn(tenant, added);
        return WriteAsync(
            async db =>
            {
                if (superseded is not null && !await db.ReplaceAsync(tenant, superseded, cancellationToken).ConfigureAwait(false))
                {
                    return ApprovalCommit.Stale;
                }

                if (await db.CountPendingAsync(tenant, limits, cancellationToken).ConfigureAwait(false) >= limits.MaxPending)
                {
                    return ApprovalCommit.Full;
                }

                await db.ApprovalsOf(tenant).Where(r => r.ExpiresTicks < limits.ForgottenTicks).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
                db.Add(added);
                await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return ApprovalCommit.Done;
            },
            mayCommit,
            cancellationToken);
    }

    // SECURITY: the statement itself decides who was first, and holds the row until the commit.
    public ValueTask<ApprovalCommit> ReplaceAsync(TenantId tenant, ApprovalRecord changed, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        RequireOwn(tenant, changed);
        return WriteAsync(
            async db => await db.ReplaceAsync(tenant, changed, cancellationToken).ConfigureAwait(false) ? ApprovalCommit.Done : ApprovalCommit.Stale, mayCommit, cancellationToken);
    }

    public async ValueTask EraseAsync(TenantId tenant, string? run, CancellationToken cancellationToken) => await ReadAsync(
        async db => await db.ApprovalsOf(tenant).Where(r => run == null || r.Run == run).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken).ConfigureAwait(false);

    private async ValueTask<T> ReadAsync<T>(Func<TenancyStoreContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyStoreContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await read(context).ConfigureAwait(false);
        }
    }

    private ValueTask<ApprovalCommit> WriteAsync(Func<TenancyStoreContext, Task<ApprovalCommit>> write, Func<bool> mayCommit, CancellationToken cancellationToken) => ReadAsync(
        context => context.Database.CreateExecutionStrategy().ExecuteAsync(token => WriteOnceAsync(write, mayCommit, token), cancellationToken), cancellationToken);

    private async Task<ApprovalCommit> WriteOnceAsync(Func<TenancyStoreContext, Task<ApprovalCommit>> write, Func<bool> mayCommit, CancellationToken cancellationToken)
    {
        TenancyStoreContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // At "read committed" a second writer waits for the first one's commit and then sees that it was second; at a stricter level it would fail instead.
            IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                ApprovalCommit outcome = await write(context).ConfigureAwait(false);
                if (outcome == ApprovalCommit.Done && !mayCommit())
                {
                    outcome = ApprovalCommit.Refused;
                }

                if (outcome == ApprovalCommit.Done)
                {
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }

                return outcome;
            }
        }
    }

    private static void RequireOwn(TenantId tenant, ApprovalRecord record)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(record);
        if (!string.Equals(record.Tenant, tenant.ToString(), StringComparison.Ordinal))
        {
            throw new TenantMismatchException("The record of an approval is another tenant's. Keep it under its own.");
        }
    }
}
