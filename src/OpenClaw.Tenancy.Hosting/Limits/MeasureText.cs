using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>How records name a measure.</summary>
internal static class MeasureText
{
    internal static string Of(UsageMeasure measure) => measure switch
    {
        UsageMeasure.Tokens => "tokens",
        UsageMeasure.Messages => "messages",
        UsageMeasure.ToolCalls => "tool_calls",
        UsageMeasure.Cost => "cost",
        _ => "unspecified",
    };
}
