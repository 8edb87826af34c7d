using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Usage;

/// <summary>The caller's own quotas of today: what is not there is not limited.</summary>
public sealed record UsageLimits(IReadOnlyDictionary<string, decimal> Soft, IReadOnlyDictionary<string, decimal> Hard, IReadOnlyDictionary<string, decimal> Remaining)
{
    public static UsageLimits Of(IReadOnlyList<QuotaStanding> quotas) =>
        new(Named(quotas, static q => q.Soft), Named(quotas, static q => q.Hard), Named(quotas, static q => q.Remaining));

    private static Dictionary<string, decimal> Named(IReadOnlyList<QuotaStanding> quotas, Func<QuotaStanding, decimal?> number) =>
        quotas.Where(q => number(q) is not null).ToDictionary(static q => NameOf(q.Measure), q => number(q)!.Value, StringComparer.Ordinal);

    private static string NameOf(UsageMeasure measure) => measure switch
    {
        UsageMeasure.Tokens => "tokens",
        UsageMeasure.Messages => "messages",
        UsageMeasure.ToolCalls => "tool_calls",
        _ => "cost",
    };
}
