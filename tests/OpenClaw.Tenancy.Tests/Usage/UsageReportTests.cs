using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Tests.Usage;

/// <summary>A report stands in its order and adds up, whatever a store has handed over and in which order.</summary>
public sealed class UsageReportTests
{
    private static readonly DateOnly First = new(2026, 1, 1);
    private static readonly UsageQuery Query = new(First, First.AddDays(9));

    [Fact]
    public void Days_stand_in_their_order_and_add_up()
    {
        var report = new UsageReport(Query, [Day(2, 5), Day(0, 1), Day(1, 3)], []);

        Assert.Equal([First, First.AddDays(1), First.AddDays(2)], report.Daily.Select(static d => d.Date));
        Assert.Equal((Query.From, Query.To, 9), (report.From, report.To, report.Totals.TotalTokens));
    }

    [Fact]
    public void Models_stand_with_that_of_which_most_was_used_first_and_by_name_where_it_is_the_same()
    {
        UsageModel[] ordered = [Model("z", "z", 9), Model(null, "b", 2), Model("a", null, 2), Model("a", "a", 2), Model("a", "b", 2), Model("b", "a", 2), Model("a", "a", 1)];

        foreach (UsageModel[] handed in (UsageModel[][])[ordered, [.. ordered.Reverse()]])
        {
            Assert.Equal(ordered, new UsageReport(Query, [Day(0, 20)], handed).ByModel);
        }
    }

    [Fact]
    public void What_is_in_no_model_is_said_to_be_the_rest_and_only_where_there_is_any()
    {
        Assert.Equal(Model("a", "a", 3), Assert.Single(new UsageReport(Query, [Day(0, 3)], [Model("a", "a", 3)]).ByModel));
        Assert.Equal([Model("a", "a", 3), Rest(4)], new UsageReport(Query, [Day(0, 7)], [Model("a", "a", 3)]).ByModel);
        Assert.Empty(new UsageReport(Query, [], []).ByModel);

        // What a store itself says of its rest is not believed: it is what the days say.
        Assert.Equal([Model("a", "a", 3), Rest(4)], new UsageReport(Query, [Day(0, 7)], [Rest(99), Model("a", "a", 3)]).ByModel);
    }

    [Fact]
    public void A_report_names_a_hundred_models()
    {
        UsageModel[] models = [.. Enumerable.Range(1, 101).Select(static i => Model("p", $"m{i}", i))];

        var report = new UsageReport(Query, [Day(0, models.Sum(static m => m.Totals.TotalTokens))], models);

        Assert.Equal([.. models.Reverse().Take(100), Rest(1)], report.ByModel);
    }

    [Fact]
    public void Nothing_is_no_part_of_a_report()
    {
        Assert.Throws<ArgumentNullException>("query", static () => new UsageReport(null!, [], []));
        Assert.Throws<ArgumentNullException>("daily", static () => new UsageReport(Query, null!, []));
        Assert.Throws<ArgumentNullException>("models", static () => new UsageReport(Query, [], null!));
    }

    private static UsageTotals Sum(long tokens) => new() { InputTokens = tokens };

    private static UsageDay Day(int later, long tokens) => new(First.AddDays(later), Sum(tokens));

    private static UsageModel Model(string? provider, string? model, long tokens) => new(provider, model, Sum(tokens));

    private static UsageModel Rest(long tokens) => new(Provider: null, Model: null, Sum(tokens), IsRest: true);
}
