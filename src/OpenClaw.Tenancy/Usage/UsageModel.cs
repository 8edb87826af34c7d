namespace OpenClaw.Tenancy.Usage;

/// <summary>What a tenant used of one model in the days of a report.</summary>
/// <param name="Provider">Who serves the model, or null where nobody said.</param>
/// <param name="Model">The model, or null where nobody said.</param>
/// <param name="Totals">The sums.</param>
/// <param name="IsRest">Whether it stands for all models that are not named: past the hundredth of a day or of a report.</param>
public sealed record UsageModel(string? Provider, string? Model, UsageTotals Totals, bool IsRest = false);
