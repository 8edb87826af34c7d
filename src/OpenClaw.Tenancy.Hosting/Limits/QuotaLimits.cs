using System.Collections.Immutable;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>What one tenant may use in a UTC day. At a soft limit an act is allowed and warned of, at a hard one it is refused. What is null is not limited.</summary>
/// <remarks>Immutable and safe for use by many threads.</remarks>
public sealed record QuotaLimits
{
    /// <summary>Tokens of all kinds from which on is warned.</summary>
    /// <value>Default: null.</value>
    public long? SoftTokens { get; init; }

    /// <summary>Tokens of all kinds.</summary>
    /// <value>Default: null.</value>
    public long? HardTokens { get; init; }

    /// <summary>Messages from which on is warned.</summary>
    /// <value>Default: null.</value>
    public long? SoftMessages { get; init; }

    /// <summary>Messages.</summary>
    /// <value>Default: null.</value>
    public long? HardMessages { get; init; }

    /// <summary>Calls of tools from which on is warned.</summary>
    /// <value>Default: null.</value>
    public long? SoftToolCalls { get; init; }

    /// <summary>Calls of tools.</summary>
    /// <value>Default: null.</value>
    public long? HardToolCalls { get; init; }

    /// <summary>Money in the host's unit from which on is warned.</summary>
    /// <value>Default: null.</value>
    public decimal? SoftCost { get; init; }

    /// <summary>Money in the host's unit.</summary>
    /// <value>Default: null.</value>
    public decimal? HardCost { get; init; }

    internal static ImmutableArray<UsageMeasure> Measures { get; } = [UsageMeasure.Tokens, UsageMeasure.Messages, UsageMeasure.ToolCalls, UsageMeasure.Cost];

    internal bool IsOff => Measures.All(m => Soft(m) is null && Hard(m) is null);

    internal decimal? Soft(UsageMeasure measure) => measure switch
    {
        UsageMeasure.Tokens => SoftTokens,
        UsageMeasure.Messages => SoftMessages,
        UsageMeasure.ToolCalls => SoftToolCalls,
        UsageMeasure.Cost => SoftCost,
        _ => null,
    };

    internal decimal? Hard(UsageMeasure measure) => measure switch
    {
        UsageMeasure.Tokens => HardTokens,
        UsageMeasure.Messages => HardMessages,
        UsageMeasure.ToolCalls => HardToolCalls,
        UsageMeasure.Cost => HardCost,
        _ => null,
    };

    /// <summary>Everything that may be used and reserved.</summary>
    internal UsageAmounts Ceiling() => new()
    {
        Tokens = HardTokens ?? UsageAmounts.Unlimited.Tokens,
        Messages = HardMessages ?? UsageAmounts.Unlimited.Messages,
        ToolCalls = HardToolCalls ?? UsageAmounts.Unlimited.ToolCalls,
        Cost = HardCost ?? UsageAmounts.Unlimited.Cost,
    };

    /// <summary>An estimate that is not nothing where there is a hard limit: an act that nobody could estimate takes the smallest part.</summary>
    // SECURITY: without it, an act that is estimated at nothing would be allowed when everything is used up.
    internal UsageAmounts AtLeast(UsageAmounts estimate) => new()
    {
        Tokens = HardTokens is null ? estimate.Tokens : Math.Max(1, estimate.Tokens),
        Messages = HardMessages is null ? estimate.Messages : Math.Max(1, estimate.Messages),
        ToolCalls = HardToolCalls is null ? estimate.ToolCalls : Math.Max(1, estimate.ToolCalls),
        Cost = HardCost is null ? estimate.Cost : Math.Max(0.000000001m, estimate.Cost),
    };

    internal IEnumerable<string> Errors(string where)
    {
        foreach (UsageMeasure measure in Measures)
        {
            decimal most = measure == UsageMeasure.Cost ? UsageAmounts.Unlimited.Cost : UsageAmounts.Unlimited.Tokens;
            if (Soft(measure) is < 0 || Soft(measure) > most || Hard(measure) is < 0 || Hard(measure) > most)
            {
                yield return $"Set QuotaLimits.Soft{measure} and QuotaLimits.Hard{measure} {where} to 0 or more and at most {most}, or to null for no limit.";
            }
            else if (Soft(measure) > Hard(measure))
            {
                yield return $"Set QuotaLimits.Soft{measure} {where} to at most Hard{measure}: nobody would ever be warned.";
            }
            else if (measure == UsageMeasure.Cost && (HardCost is { } cost && decimal.Round(cost, 9) != cost))
            {
                yield return $"Set QuotaLimits.HardCost {where} to a number with at most 9 decimals.";
            }
        }
    }
}
