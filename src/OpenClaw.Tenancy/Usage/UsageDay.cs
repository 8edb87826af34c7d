namespace OpenClaw.Tenancy.Usage;

/// <summary>What a tenant used on one UTC day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Totals">The sums.</param>
public sealed record UsageDay(DateOnly Date, UsageTotals Totals);
