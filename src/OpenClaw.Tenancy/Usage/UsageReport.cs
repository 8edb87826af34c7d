namespace OpenClaw.Tenancy.Usage;

/// <summary>What a tenant used in a number of days, as one moment shows it.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed class UsageReport
{
    /// <summary>How many models a day or a report names at most: 100. What is used of others is one sum.</summary>
    public const int MaxModels = 100;

    /// <summary>Makes a report of what a store has read at one moment.</summary>
    /// <param name="query">What was asked.</param>
    /// <param name="daily">The days on which something was used.</param>
    /// <param name="models">The models of which most was used; whatever of the days is in none of them is said to be the rest.</param>
    public UsageReport(UsageQuery query, IEnumerable<UsageDay> daily, IEnumerable<UsageModel> models)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(daily);
        ArgumentNullException.ThrowIfNull(models);
        (From, To) = (query.From, query.To);
        Daily = [.. daily.OrderBy(static d => d.Date)];
        Totals = Daily.Aggregate(UsageTotals.None, static (sum, day) => sum.Plus(day.Totals));

        // INVARIANT: the models together are the total, whatever was left out.
        UsageModel[] named = [.. models.Where(static m => !m.IsRest).OrderByDescending(static m => m.Totals.TotalTokens).ThenBy(static m => m.Provider, StringComparer.Ordinal).ThenBy(static m => m.Model, StringComparer.Ordinal).Take(MaxModels)];
        UsageTotals rest = named.Aggregate(Totals, static (left, model) => left.Minus(model.Totals));
        ByModel = rest == UsageTotals.None ? named : [.. named, new UsageModel(Provider: null, Model: null, rest, IsRest: true)];
    }

    /// <summary>The first day.</summary>
    public DateOnly From { get; }

    /// <summary>The last day.</summary>
    public DateOnly To { get; }

    /// <summary>The days on which something was used, the first one first.</summary>
    public IReadOnlyList<UsageDay> Daily { get; }

    /// <summary>The models, that of which most was used first.</summary>
    public IReadOnlyList<UsageModel> ByModel { get; }

    /// <summary>The sums of all days.</summary>
    public UsageTotals Totals { get; }
}
