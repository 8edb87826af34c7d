using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>Usage in a relational database, so over all processes that share it.</summary>
internal sealed class EntityUsageStore(IDbContextFactory<TenancyUsageContext> contexts, TenancyUsageTables tables) : IUsageStore
{
    public bool IsDurable => true;

    public async ValueTask<UsageOutcome> AddAsync(UsageAccess access, UsageEvent usage, UsageReservation? reservation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(usage);
        TenantId tenant = access.RequireTenant();
        if (reservation is not null && reservation.Tenant != tenant)
        {
            throw new TenantMismatchException("The reservation is another tenant's. Reserve in the scope that the event is written in.");
        }

        return await WriteAsync(
            async (db, token) =>
            {
                bool ends = reservation is { IsHeld: true };
                UsageOutcome outcome = await db.AddEventAsync(tenant, usage, token).ConfigureAwait(false) ? UsageOutcome.Counted : UsageOutcome.CountedBefore;

                // INVARIANT: rows of days in the order of the days, whoever holds which, so that nobody waits in a circle.
                if (ends && reservation!.Day < usage.Day)
                {
                    await db.ReleaseAsync(reservation, token).ConfigureAwait(false);
                }

                if (outcome == UsageOutcome.Counted && !await db.AddToSumsAsync(tenant, usage, token).ConfigureAwait(false))
                {
                    return (UsageOutcome.Overflow, false);
                }

                if (ends && reservation!.Day >= usage.Day)
                {
                    await db.ReleaseAsync(reservation, token).ConfigureAwait(false);
                }

                // SECURITY: the last things before it counts. Waiting for others may have taken long, and what is given back is given back once.
                RequireStill(access, tenant);
                return !ends || reservation!.TryEnd() ? (outcome, true) : throw new InvalidOperationException("The reservation has ended meanwhile. Add the event without it.");
            },
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<UsageReport> ReadAsync(UsageAccess access, UsageQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(
            access,
            async (db, tenant, token) =>
            {
                object[] values = [tenant.ToString(), query.From.DayNumber, query.To.DayNumber, UsageRows.Rest];
                List<UsageSumRow> rows = await db.Database.SqlQueryRaw<UsageSumRow>(UsageSql.Report, values).ToListAsync(token).ConfigureAwait(false);
                return new UsageReport(
                    query,
                    rows.Where(static r => r.Day != 0).Select(static r => new UsageDay(DateOnly.FromDayNumber(r.Day), r.ToTotals())),
                    rows.Where(static r => r.Day == 0).Select(static r => new UsageModel(NameOf(r.Provider), NameOf(r.Model), r.ToTotals())));
            },
            cancellationToken);
    }

    public ValueTask<UsageStanding> StandAsync(UsageAccess access, DateOnly day, CancellationToken cancellationToken)
    {
        int number = day.DayNumber;
        return ReadAsync(
            access,
            async (db, tenant, token) => (await db.DaysOf(tenant).SingleOrDefaultAsync(r => r.Day == number, token).ConfigureAwait(false))?.ToStanding()
                ?? new UsageStanding(day, UsageTotals.None, new UsageAmounts()),
            cancellationToken);
    }

    public ValueTask<UsageStanding?> ReserveAsync(UsageAccess access, DateOnly day, UsageAmounts amounts, UsageAmounts limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(amounts);
        ArgumentNullException.ThrowIfNull(limit);
        TenantId tenant = access.RequireTenant();
        object[] values = [tenant.ToString(), day.DayNumber, .. UsageRows.Each(amounts), .. UsageRows.Each(limit)];

        // SECURITY: the statement itself decides who has the last unit, and holds the row until the commit.
        return WriteAsync(
            async (db, token) =>
            {
                List<UsageDayRow> rows = await db.Set<UsageDayRow>().FromSqlRaw(UsageSql.Reserve, values).AsNoTracking().ToListAsync(token).ConfigureAwait(false);
                RequireStill(access, tenant);
                return (rows is [{ } row] ? row.ToStanding() : null, rows.Count == 1);
            },
            cancellationToken);
    }

    public async ValueTask ReleaseAsync(UsageReservation reservation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        bool sent = false;
        await WriteAsync(
            async (db, token) =>
            {
                // SECURITY: what is given back is not given back a second time because nobody knows whether the first commit counted.
                if (sent)
                {
                    return (0, false);
                }

                int rows = await db.ReleaseAsync(reservation, token).ConfigureAwait(false);
                sent = true;
                return (rows, true);
            },
            cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> NoteWarningAsync(UsageAccess access, DateOnly day, UsageMeasure measure, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        object[] values = [access.RequireTenant().ToString(), day.DayNumber, 1L << (int)measure];
        return WriteAsync(
            async (db, token) => (await db.Database.ExecuteSqlRawAsync(UsageSql.NoteWarning, values, token).ConfigureAwait(false) == 1, true), cancellationToken);
    }

    private async ValueTask<T> ReadAsync<T>(UsageAccess access, Func<TenancyUsageContext, TenantId, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(access);
        TenantId tenant = access.RequireTenant();
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyUsageContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            T found = await read(context, tenant, cancellationToken).ConfigureAwait(false);
            RequireStill(access, tenant);
            return found;
        }
    }

    private async ValueTask<T> WriteAsync<T>(Func<TenancyUsageContext, CancellationToken, Task<(T Result, bool Commits)>> write, CancellationToken cancellationToken)
    {
        await tables.ReadyAsync(cancellationToken).ConfigureAwait(false);
        TenancyUsageContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            return await context.Database.CreateExecutionStrategy().ExecuteAsync(token => WriteOnceAsync(write, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<T> WriteOnceAsync<T>(Func<TenancyUsageContext, CancellationToken, Task<(T Result, bool Commits)>> write, CancellationToken cancellationToken)
    {
        TenancyUsageContext context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            // At "read committed" a second writer waits for the first one's commit and then decides by what that left; at a stricter level it would fail instead.
            IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                (T result, bool commits) = await write(context, cancellationToken).ConfigureAwait(false);
                if (commits)
                {
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                }

                return result;
            }
        }
    }

    private static string? NameOf(string text) => text.Length == 0 ? null : text;

    private static void RequireStill(UsageAccess access, TenantId tenant)
    {
        if (access.RequireTenant() != tenant)
        {
            throw new TenantMismatchException("The right belongs to another tenant than at its beginning. Begin anew.");
        }
    }
}
