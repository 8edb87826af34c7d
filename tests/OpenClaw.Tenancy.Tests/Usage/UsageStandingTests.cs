using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Tests.Usage;

/// <summary>Where a tenant stands is what it used and what is reserved, of each thing by itself.</summary>
public sealed class UsageStandingTests
{
    private static readonly UsageStanding Standing = new(
        new DateOnly(2026, 1, 1),
        new UsageTotals { Events = 1, InputTokens = 2, OutputTokens = 3, CacheReadTokens = 4, CacheWriteTokens = 5, Messages = 60, ToolCalls = 70, CostBillionths = 8_000_000_000 },
        new UsageAmounts { Tokens = 100, Messages = 200, ToolCalls = 300, Cost = 4 });

    [Theory]
    [InlineData(UsageMeasure.Tokens, 14, 114)]
    [InlineData(UsageMeasure.Messages, 60, 260)]
    [InlineData(UsageMeasure.ToolCalls, 70, 370)]
    [InlineData(UsageMeasure.Cost, 8_000_000_000, 12_000_000_000)]
    public void What_is_taken_is_what_was_used_and_what_is_reserved(UsageMeasure measure, long used, long taken) =>
        Assert.Equal((used, taken), (Standing.UsedOf(measure), Standing.TakenOf(measure)));

    [Theory]
    [InlineData(UsageMeasure.Unspecified)]
    [InlineData((UsageMeasure)5)]
    [InlineData((UsageMeasure)(-1))]
    public void What_is_not_measured_has_no_amount(UsageMeasure measure)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(measure), () => Standing.UsedOf(measure));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(measure), () => UsageAmounts.Unlimited.Of(measure));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2, UsageMeasure.Tokens)]
    [InlineData(4, UsageMeasure.Messages)]
    [InlineData(8 + 2, UsageMeasure.Tokens, UsageMeasure.ToolCalls)]
    [InlineData(16, UsageMeasure.Cost)]
    public void Each_measure_has_its_own_bit_of_what_was_said_already(long bits, params UsageMeasure[] said) =>
        Assert.Equal(said, Enum.GetValues<UsageMeasure>().Where((Standing with { Warned = bits }).WasWarnedOf));
}
