using System.Text.Json.Serialization;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Usage;

/// <summary>Sums as the answer has them.</summary>
public sealed record UsageSums(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Date,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Provider,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Model,
    long Input,
    long Output,
    long CacheRead,
    long CacheWrite,
    long TotalTokens,
    decimal TotalCost,
    long MessageCount,
    long ToolCalls,
    long Count)
{
    /// <summary>What stands for all models that are not named.</summary>
    private const string Rest = "(others)";

    public static UsageSums Of(UsageTotals totals, string? date = null) => new(
        date, Provider: null, Model: null, totals.InputTokens, totals.OutputTokens, totals.CacheReadTokens, totals.CacheWriteTokens,
        totals.TotalTokens, totals.Cost, totals.Messages, totals.ToolCalls, totals.Events);

    public static UsageSums Of(UsageModel model) => Of(model.Totals) with { Provider = model.Provider, Model = model.IsRest ? Rest : model.Model };
}
