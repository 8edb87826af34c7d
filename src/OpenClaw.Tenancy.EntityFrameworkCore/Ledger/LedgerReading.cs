using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Reads what a ledger holds. Nothing of it is checked.</summary>
internal sealed class LedgerReading(IDbContextFactory<TenancyLedgerContext> contexts)
{
    private const int LeavesAtOnce = 100_000;

    internal async Task<TrailHead> HeadAsync(string origin, string trail, CancellationToken cancellationToken)
    {
        TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            TrailRow? row = await context.Trails.AsNoTracking().SingleOrDefaultAsync(t => t.Tenant == trail, cancellationToken).ConfigureAwait(false);
            return row is null ? TrailHead.Empty(origin, trail)
                : row.Hash.Length == Digest256.Length ? new TrailHead(row.Length, Digest256.FromBytes(row.Hash))
                : throw new InvalidDataException("The row of the trail's end holds no hash.");
        }
    }

    internal async Task<IReadOnlyList<AuditEntry>> ReadAsync(string trail, long first, int max, CancellationToken cancellationToken)
    {
        TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            List<RecordRow> rows = await context.Records.AsNoTracking().Where(r => r.Tenant == trail && r.Sequence >= first)
                .OrderBy(static r => r.Sequence).Take(max).ToListAsync(cancellationToken).ConfigureAwait(false);
            return rows.ConvertAll(LedgerRows.Entry);
        }
    }

    internal async Task<IReadOnlyList<Digest256>> LeavesAsync(long size, CancellationToken cancellationToken)
    {
        TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var leaves = new List<Digest256>();
            for (long from = 0; from < size; from += LeavesAtOnce)
            {
                List<AuditEntry> entries = await LedgerRows.ReadAsync(context, from, Math.Min(from + LeavesAtOnce, size), cancellationToken).ConfigureAwait(false);
                leaves.AddRange(entries.Select(static e => e.Leaf()));
            }

            return leaves;
        }
    }
}
