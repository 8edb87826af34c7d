using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Drops what records said after their time.</summary>
internal sealed class LedgerRetention(IDbContextFactory<TenancyLedgerContext> contexts, Func<string, TenantId> tenants, TimeProvider time, ILogger logger)
{
    private const int Page = 512;

    /// <summary>Drops the bodies of the records that are older than a moment: of each trail, what stands before the first that is not.</summary>
    /// <param name="trails">The trails.</param>
    /// <param name="olderThan">The moment.</param>
    /// <param name="append">Appends to the ledger, and returns when that is durable.</param>
    /// <param name="cancellationToken">Ends the dropping; what is half done is done by the next run.</param>
    /// <returns>How many were dropped.</returns>
    internal async Task<long> DropAsync(
        IEnumerable<string> trails, DateTimeOffset olderThan, Func<AuditEnvelope, CancellationToken, ValueTask> append, CancellationToken cancellationToken)
    {
        (long dropped, int unknown) = (0, 0);
        TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            foreach (string trail in trails)
            {
                (long first, long through) = await PrefixAsync(context, trail, olderThan, cancellationToken).ConfigureAwait(false);
                if (through == 0)
                {
                    continue;
                }

                if (!TryFind(trail, out TenantId? tenant))
                {
                    unknown++;
                    continue;
                }

                // INVARIANT: durable before anything goes, so that what is missing is always accounted for. It stands behind what is dropped.
                await append(TrailRetention.Envelope(tenant, through, through - first + 1, time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
                dropped += await EmptyAsync(context, trail, first, through, cancellationToken).ConfigureAwait(false);
            }
        }

        if (unknown != 0)
        {
            LedgerEvents.Unknown(logger, unknown);
        }

        return dropped;
    }

    private static async Task<(long First, long Through)> PrefixAsync(TenancyLedgerContext context, string trail, DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        (long first, long through, long next) = (0, 0, 1);
        while (true)
        {
            List<RecordRow> rows = await context.Records.AsNoTracking().Where(r => r.Tenant == trail && r.Sequence >= next && r.Body != null)
                .OrderBy(static r => r.Sequence).Take(Page).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (RecordRow row in rows)
            {
                if (LedgerRows.Entry(row).ReadOccurredAt() >= olderThan)
                {
                    return (first, through);
                }

                first = first == 0 ? row.Sequence : first;
                through = row.Sequence;
            }

            if (rows.Count < Page)
            {
                return (first, through);
            }

            next = through + 1;
        }
    }

    // The oldest first, so that what is there is never older than what is not, wherever it ends.
    private static async Task<long> EmptyAsync(TenancyLedgerContext context, string trail, long first, long through, CancellationToken cancellationToken)
    {
        long emptied = 0;
        for (long from = first; from <= through; from += Page)
        {
            long to = Math.Min(from + Page - 1, through);
            long start = from;
            emptied += await context.Records.Where(r => r.Tenant == trail && r.Sequence >= start && r.Sequence <= to && r.Body != null)
                .ExecuteUpdateAsync(static s => s.SetProperty(static r => r.Body, static _ => null), cancellationToken).ConfigureAwait(false);
        }

        return emptied;
    }

    private bool TryFind(string trail, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TenantId? tenant)
    {
        try
        {
            tenant = tenants(trail);
            return true;
        }
        catch (InvalidDataException)
        {
            tenant = null;
            return false;
        }
    }
}
