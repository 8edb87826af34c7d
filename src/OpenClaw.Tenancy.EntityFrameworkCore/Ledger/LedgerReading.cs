using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Reads what a ledger holds. Nothing of it is checked.</summary>
internal sealed class LedgerReading(IDbContextFactory<TenancyLedgerContext> contexts)
{
    private const int LeavesAtOnce = 100_000;

    /// <summary>Reads entries of a trail.</summary>
    /// <param name="trail">The trail.</param>
    /// <param name="first">The number of the first.</param>
    /// <param name="max">How many at most.</param>
    /// <param name="length">How many records the trail has at least.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">Some of them are not there.</exception>
    internal async Task<IReadOnlyList<AuditEntry>> ReadAsync(string trail, long first, int max, long length, CancellationToken cancellationToken)
    {
        TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            List<RecordRow> rows = await context.Records.AsNoTracking().Where(r => r.Tenant == trail && r.Sequence >= first)
                .OrderBy(static r => r.Sequence).Take(max).ToListAsync(cancellationToken).ConfigureAwait(false);

            // SECURITY: a trail that is shown shorter than it is would pass for a whole one. An index alone that is damaged does that.
            if (rows.Count < Math.Min(max, length - first + 1) || rows.Where((row, i) => row.Sequence != first + i).Any())
            {
                throw new InvalidDataException("Records of the trail are missing in the database.");
            }

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
