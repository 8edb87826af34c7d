using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Tests.Usage;

/// <summary>What no event of usage can be.</summary>
public sealed class UsageEventTests
{
    private static readonly UsageEvent Sound = new() { Id = "e", OccurredAt = default };

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(1_000_000_000_001)]
    [InlineData(long.MaxValue)]
    public void Counts_are_neither_negative_nor_larger_than_anybody_could_use(long count)
    {
        Action[] acts =
        [
            () => _ = Sound with { InputTokens = count }, () => _ = Sound with { OutputTokens = count }, () => _ = Sound with { CacheReadTokens = count },
            () => _ = Sound with { CacheWriteTokens = count }, () => _ = Sound with { ToolCalls = count }, () => _ = Sound with { Messages = count },
        ];
        Assert.All(acts, static act => Assert.Throws<ArgumentOutOfRangeException>(act));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000_000_000_000)]
    public void Counts_are_what_was_given_up_to_the_last(long count)
    {
        UsageEvent usage = Sound with { InputTokens = count, OutputTokens = count, CacheReadTokens = count, CacheWriteTokens = count, ToolCalls = count, Messages = count };
        Assert.All([usage.InputTokens, usage.OutputTokens, usage.CacheReadTokens, usage.CacheWriteTokens, usage.ToolCalls, usage.Messages], given => Assert.Equal(count, given));
    }

    [Theory]
    [InlineData("-0.000000001")]
    [InlineData("1000000.000000001")]
    [InlineData("0.0000000001")]
    [InlineData("-79228162514264337593543950335")]
    [InlineData("79228162514264337593543950335")]
    public void A_cost_is_exact_in_billionths(string cost) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Sound with { Cost = decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture) });

    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.000000001", 1)]
    [InlineData("1.50", 1_500_000_000)]
    [InlineData("1000000", 1_000_000_000_000_000)]
    public void A_cost_is_kept_in_billionths_and_comes_back(string cost, long billionths)
    {
        decimal given = decimal.Parse(cost, System.Globalization.CultureInfo.InvariantCulture);
        var totals = UsageTotals.Of(Sound with { Cost = given });
        Assert.Equal((billionths, given), (totals.CostBillionths, totals.Cost));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\0")]
    [InlineData("é")]
    [InlineData("a\n")]
    public void An_id_is_visible_ASCII(string id)
    {
        Assert.Throws<ArgumentException>(() => Sound with { Id = id });
        Assert.Throws<ArgumentException>(() => Sound with { Id = new string('a', 129) });
        Assert.Equal("Id", Assert.Throws<ArgumentNullException>(() => Sound with { Id = null! }).ParamName);
        Assert.All(["!", "~", new string('a', 128)], static visible => Assert.Equal(visible, (Sound with { Id = visible }).Id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    [InlineData("a\u0001")]
    [InlineData("a\r\nb")]
    public void A_name_is_a_short_line(string name)
    {
        Action[] acts = [() => _ = Sound with { AgentId = name }, () => _ = Sound with { SessionId = name }, () => _ = Sound with { Provider = name }, () => _ = Sound with { Model = name }];
        Assert.All(acts, static act => Assert.Throws<ArgumentException>(act));
        Assert.Throws<ArgumentException>(() => Sound with { Model = new string('m', 129) });
        Assert.Throws<ArgumentException>(static () => Sound with { Model = "a\ud800" });
        Assert.Throws<ArgumentException>(static () => Sound with { Model = "\udc00\ud800" });
        Assert.All([null, "m", "Ünïcode 🙂", new string('m', 128)], static line => Assert.Equal(line, (Sound with { Model = line }).Model));
    }

    [Fact]
    public void Amounts_and_days_are_bounded()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsageAmounts { Tokens = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsageAmounts { Messages = long.MaxValue });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsageAmounts { Cost = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsageAmounts { ToolCalls = UsageAmounts.Unlimited.ToolCalls + 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsageAmounts { Cost = UsageAmounts.Unlimited.Cost + 0.000000001m });
        Assert.All(Enum.GetValues<UsageMeasure>().Except([UsageMeasure.Unspecified]), static m => Assert.Equal((1L << 53) - 1, UsageAmounts.Unlimited.Of(m)));
        var day = new DateOnly(2026, 1, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsageQuery(day, day.AddDays(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UsageQuery(day, day.AddDays(400)));
        Assert.Equal(day.AddDays(399), new UsageQuery(day, day.AddDays(399)).To);
        Assert.Equal((day, day), (new UsageQuery(day, day).From, new UsageQuery(day, day).To));
        Assert.False(UsageQuery.IsValid(DateOnly.MinValue, DateOnly.MaxValue));
    }
}
