using Microsoft.EntityFrameworkCore;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>The steps that changes of usage are made of. The tenant is in the key or the predicate of each.</summary>
internal static class UsageRows
{
    // No name that a host gives: names have no control characters.
    internal const string Rest = "\u0001";

    /// <summary>Whether the event is new.</summary>
    internal static async Task<bool> AddEventAsync(this TenancyUsageContext db, TenantId tenant, UsageEvent usage, CancellationToken cancellationToken)
    {
        UsageTotals t = UsageTotals.Of(usage);
        object?[] values =
        [
            tenant.ToString(), usage.Id, usage.OccurredAt.UtcTicks, usage.Day.DayNumber, usage.AgentId, usage.SessionId, usage.Provider, usage.Model,
            t.InputTokens, t.OutputTokens, t.CacheReadTokens, t.CacheWriteTokens, t.ToolCalls, t.Messages, t.CostBillionths,
        ];
        return await db.Database.ExecuteSqlRawAsync(UsageSql.AddEvent, values!, cancellationToken).ConfigureAwait(false) == 1;
    }

    /// <summary>Whether the sums had room for it.</summary>
    internal static async Task<bool> AddToSumsAsync(this TenancyUsageContext db, TenantId tenant, UsageEvent usage, CancellationToken cancellationToken)
    {
        UsageTotals t = UsageTotals.Of(usage);
        object[] day =
        [
            tenant.ToString(), usage.Day.DayNumber,
            t.Events, t.InputTokens, t.OutputTokens, t.CacheReadTokens, t.CacheWriteTokens, t.ToolCalls, t.Messages, t.CostBillionths,
        ];

        // INVARIANT: the day first. Its row is held until the commit, so that one after the other counts the models of a day.
        List<int> models = await db.Database.SqlQueryRaw<int>(UsageSql.AddToDay, day).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (models is not [int named])
        {
            return false;
        }

        object[] model = [.. day, usage.Provider ?? string.Empty, usage.Model ?? string.Empty];
        if (await db.Database.ExecuteSqlRawAsync(UsageSql.AddToModel, model, cancellationToken).ConfigureAwait(false) == 1)
        {
            return true;
        }

        if (named < UsageReport.MaxModels)
        {
            await db.Database.ExecuteSqlRawAsync(UsageSql.CountModel, day, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            model = [.. day, Rest, Rest];
        }

        await db.Database.ExecuteSqlRawAsync(UsageSql.AddModel, model, cancellationToken).ConfigureAwait(false);
        return true;
    }

    internal static Task<int> ReleaseAsync(this TenancyUsageContext db, UsageReservation reservation, CancellationToken cancellationToken)
    {
        object[] values = [reservation.Tenant.ToString(), reservation.Day.DayNumber, .. Each(reservation.Amounts)];
        return db.Database.ExecuteSqlRawAsync(UsageSql.Release, values, cancellationToken);
    }

    internal static IEnumerable<object> Each(UsageAmounts amounts) =>
        [amounts.Tokens, amounts.Messages, amounts.ToolCalls, amounts.Of(UsageMeasure.Cost)];

    internal static UsageStanding ToStanding(this UsageDayRow row) => new(
        DateOnly.FromDayNumber(row.Day),
        new UsageTotals
        {
            Events = row.Events,
            InputTokens = row.InputTokens,
            OutputTokens = row.OutputTokens,
            CacheReadTokens = row.CacheReadTokens,
            CacheWriteTokens = row.CacheWriteTokens,
            ToolCalls = row.ToolCalls,
            Messages = row.Messages,
            CostBillionths = row.CostBillionths,
        },
        new UsageAmounts
        {
            Tokens = row.ReservedTokens,
            Messages = row.ReservedMessages,
            ToolCalls = row.ReservedToolCalls,
            Cost = row.ReservedCostBillionths / 1_000_000_000m,
        })
    {
        Warned = row.Warned,
    };
}
