using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>What is done once an hour while a host runs: records whose time is over are dropped, and old checkpoints thinned out.</summary>
internal sealed class LedgerUpkeep(IDbContextFactory<TenancyLedgerContext> contexts, TimeSpan? retainFor, TimeProvider time, ILogger logger)
{
    private const int Page = 512;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan AllFor = TimeSpan.FromDays(1);

    /// <summary>Does it until it is told to end.</summary>
    /// <param name="drop">Drops the records that are older than a moment.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(Func<DateTimeOffset, CancellationToken, Task<long>> drop, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await (retainFor is { } lasting ? drop(time.GetUtcNow() - lasting, cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
                await ThinAsync(cancellationToken).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Reason: whatever it was, nothing that was written is touched by it, and it is tried again.
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031 // Reason: the end of the above.
            {
                LedgerEvents.UpkeepFailed(logger, exception.GetType().Name, exception.Message);
            }

            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Of the checkpoints that are older than a day, the last one of each hour stays.
    private async Task ThinAsync(CancellationToken cancellationToken)
    {
        long until = (time.GetUtcNow() - AllFor).UtcTicks;
        TenancyLedgerContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var old = await context.Checkpoints.AsNoTracking().Where(c => c.SignedTicks < until)
                .Select(static c => new { c.Size, c.SignedTicks }).ToListAsync(cancellationToken).ConfigureAwait(false);
            IEnumerable<long> surplus = old.GroupBy(static c => c.SignedTicks / TimeSpan.TicksPerHour)
                .SelectMany(static hour => hour.OrderByDescending(static c => c.Size).Skip(1)).Select(static c => c.Size);
            foreach (long[] sizes in surplus.Chunk(Page))
            {
                await context.Checkpoints.Where(c => sizes.Contains(c.Size)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
