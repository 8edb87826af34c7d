using System.Reflection;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Tests.Usage;

/// <summary>Sums of usage are exact in each of their numbers, or they are no sums.</summary>
public sealed class UsageTotalsTests
{
    private const long MostOfADay = 9_007_199_254_740_991;

    private static readonly UsageTotals Many = Of(10, 20, 30, 40, 50, 60, 70, 80);
    private static readonly UsageTotals Few = Of(1, 2, 3, 4, 5, 6, 7, 8);

    public static TheoryData<string> Numbers { get; } = [.. typeof(UsageTotals).GetProperties().Where(static p => p.CanWrite).Select(static p => p.Name)];

    [Fact]
    public void Each_number_is_summed_by_itself()
    {
        Assert.Equal(Of(11, 22, 33, 44, 55, 66, 77, 88), Many.Plus(Few));
        Assert.Equal(Of(9, 18, 27, 36, 45, 54, 63, 72), Many.Minus(Few));
        Assert.Equal(UsageTotals.None, Many.Minus(Many));
        Assert.Equal(Many, UsageTotals.None.Plus(Many));
    }

    [Fact]
    public void All_tokens_are_those_of_the_four_kinds() => Assert.Equal(20 + 30 + 40 + 50, Many.TotalTokens);

    [Fact]
    public void An_event_adds_what_it_says_and_counts_once()
    {
        var usage = new UsageEvent { Id = "e", OccurredAt = default, InputTokens = 2, OutputTokens = 3, CacheReadTokens = 4, CacheWriteTokens = 5, ToolCalls = 6, Messages = 7, Cost = 0.000000008m };
        Assert.Equal(Of(1, 2, 3, 4, 5, 6, 7, 8), UsageTotals.Of(usage));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_that_does_not_fit_is_no_sum(string number)
    {
        Assert.Throws<OverflowException>(() => With(number, long.MaxValue).Plus(With(number, 1)));
        Assert.Throws<OverflowException>(() => With(number, long.MinValue).Minus(With(number, 1)));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_day_holds_what_every_database_and_reader_holds_exactly(string number)
    {
        Assert.True(With(number, MostOfADay).FitsADay());
        Assert.False(With(number, MostOfADay + 1).FitsADay());
    }

    [Fact]
    public void Nothing_is_no_part_of_a_sum()
    {
        Assert.Throws<ArgumentNullException>("usage", static () => UsageTotals.Of(null!));
        Assert.Throws<ArgumentNullException>("other", static () => Many.Plus(null!));
        Assert.Throws<ArgumentNullException>("part", static () => Many.Minus(null!));
    }

    private static UsageTotals Of(long events, long input, long output, long read, long written, long tools, long messages, long cost) => new()
    {
        Events = events, InputTokens = input, OutputTokens = output, CacheReadTokens = read, CacheWriteTokens = written, ToolCalls = tools, Messages = messages, CostBillionths = cost,
    };

    // By its name, so that a number which is added later is asked for too.
    private static UsageTotals With(string number, long value)
    {
        var totals = new UsageTotals();
        typeof(UsageTotals).GetProperty(number, BindingFlags.Public | BindingFlags.Instance)!.SetValue(totals, value);
        return totals;
    }
}
