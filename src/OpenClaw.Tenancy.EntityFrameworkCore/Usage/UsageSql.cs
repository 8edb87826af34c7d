using System.Collections.Immutable;
using System.Globalization;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>The statements of usage, the same in SQLite and PostgreSQL. The tenant is in the key or in the predicate of each, as a parameter.</summary>
internal static class UsageSql
{
    // The tenant and the day in {0} and {1}, for all of them; the eight sums from {2} on.
    private const string Sums = "events, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, tool_calls, messages, cost_billionths";
    private const string Reserved = "reserved_tokens, reserved_messages, reserved_tool_calls, reserved_cost_billionths";
    private const string ThisDay = " WHERE tenant_id = {0} AND day = {1}";

    private static readonly ImmutableArray<string> SumNames = [.. Sums.Split(", ")];
    private static readonly ImmutableArray<string> ReservedNames = [.. Reserved.Split(", ")];

    // SECURITY: the key of the table decides who was first; nothing is asked beforehand.
    internal static string AddEvent { get; } =
        $"INSERT INTO {TenancyUsageContext.Events} (tenant_id, event_id, occurred_ticks, day, agent_id, session_id, provider, model, {string.Join(", ", SumNames.Skip(1))}) "
        + "VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, {10}, {11}, {12}, {13}, {14}) ON CONFLICT DO NOTHING";

    /// <summary>Adds to the sums of a day, if each of them stays within what a day may hold, and says how many models the day names.</summary>
    internal static string AddToDay { get; } =
        $"INSERT INTO {TenancyUsageContext.Days} AS d (tenant_id, day, {Sums}, {Reserved}, models, warned) "
        + "VALUES ({0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}, 0, 0, 0, 0, 0, 0) ON CONFLICT (tenant_id, day) DO UPDATE SET "
        + Each(SumNames, ", ", static n => $"{n} = d.{n} + excluded.{n}")
        + " WHERE " + Each(SumNames, " AND ", static n => $"d.{n} + excluded.{n} <= {Text(UsageAmounts.Unlimited.Tokens)}")
        + " RETURNING models AS \"Value\"";

    /// <summary>Adds to a model that the day names already. Provider and model in {10} and {11}.</summary>
    internal static string AddToModel { get; } =
        $"UPDATE {TenancyUsageContext.Models} SET " + Each(SumNames, ", ", static (n, i) => $"{n} = {n} + {{{i + 2}}}") + ThisDay + " AND provider = {10} AND model = {11}";

    /// <summary>Adds a model, or adds to it.</summary>
    internal static string AddModel { get; } =
        $"INSERT INTO {TenancyUsageContext.Models} AS m (tenant_id, day, provider, model, {Sums}) "
        + "VALUES ({0}, {1}, {10}, {11}, {2}, {3}, {4}, {5}, {6}, {7}, {8}, {9}) ON CONFLICT (tenant_id, day, provider, model) DO UPDATE SET "
        + Each(SumNames, ", ", static n => $"{n} = m.{n} + excluded.{n}");

    internal static string CountModel { get; } = $"UPDATE {TenancyUsageContext.Days} SET models = models + 1" + ThisDay;

    /// <summary>Takes {2} to {5}, if everything used and reserved stays within {6} to {9}: one statement on one row, which waits for whoever holds it.</summary>
    internal static string Reserve { get; } =
        $"INSERT INTO {TenancyUsageContext.Days} AS d (tenant_id, day, {Sums}, {Reserved}, models, warned) "
        + "SELECT {0}, {1}, 0, 0, 0, 0, 0, 0, 0, 0, {2}, {3}, {4}, {5}, 0, 0 WHERE {2} <= {6} AND {3} <= {7} AND {4} <= {8} AND {5} <= {9} "
        + "ON CONFLICT (tenant_id, day) DO UPDATE SET " + Each(ReservedNames, ", ", static n => $"{n} = d.{n} + excluded.{n}")
        + " WHERE d.input_tokens + d.output_tokens + d.cache_read_tokens + d.cache_write_tokens + d.reserved_tokens + excluded.reserved_tokens <= {6}"
        + " AND d.messages + d.reserved_messages + excluded.reserved_messages <= {7}"
        + " AND d.tool_calls + d.reserved_tool_calls + excluded.reserved_tool_calls <= {8}"
        + " AND d.cost_billionths + d.reserved_cost_billionths + excluded.reserved_cost_billionths <= {9}"
        + $" RETURNING tenant_id, day, {Sums}, {Reserved}, models, warned";

    /// <summary>Gives {2} to {5} back, if so much is reserved.</summary>
    internal static string Release { get; } =
        $"UPDATE {TenancyUsageContext.Days} SET " + Each(ReservedNames, ", ", static (n, i) => $"{n} = {n} - {{{i + 2}}}") + ThisDay
        + Each(ReservedNames, string.Empty, static (n, i) => $" AND {n} >= {{{i + 2}}}");

    internal static string NoteWarning { get; } = $"UPDATE {TenancyUsageContext.Days} SET warned = warned | {{2}}" + ThisDay + " AND (warned & {2}) = 0";

    /// <summary>The sums of the days {1} to {2}, and of the models of which most was used. One statement, so that both are of one moment.</summary>
    internal static string Report { get; } =
        "SELECT day AS \"Day\", '' AS \"Provider\", '' AS \"Model\", " + Each(SumNames, ", ", static n => $"{n} AS \"{Pascal(n)}\"")
        + $" FROM {TenancyUsageContext.Days} WHERE tenant_id = {{0}} AND day BETWEEN {{1}} AND {{2}} AND events > 0"
        + " UNION ALL SELECT * FROM (SELECT 0 AS \"Day\", provider AS \"Provider\", model AS \"Model\", " + Each(SumNames, ", ", static n => $"CAST(sum({n}) AS bigint) AS \"{Pascal(n)}\"")
        + $" FROM {TenancyUsageContext.Models} WHERE tenant_id = {{0}} AND day BETWEEN {{1}} AND {{2}} AND provider <> {{3}} GROUP BY provider, model"
        + $" ORDER BY sum(input_tokens + output_tokens + cache_read_tokens + cache_write_tokens) DESC, provider, model LIMIT {Text(UsageReport.MaxModels)}) AS most";

    private static string Each(ImmutableArray<string> names, string between, Func<string, string> write) => string.Join(between, names.Select(write));

    private static string Each(ImmutableArray<string> names, string between, Func<string, int, string> write) => string.Join(between, names.Select(write));

    private static string Pascal(string name) => string.Concat(name.Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
