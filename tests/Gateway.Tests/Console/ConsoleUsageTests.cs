using System.Globalization;
using System.Text.Json;
using Gateway.Tests.Support;

namespace Gateway.Tests.Console;

/// <summary>What the console shows of usage and limits, beside what the route answers.</summary>
public sealed class ConsoleUsageTests(Chromium chromium)
{
    [Fact]
    public async Task Chart_has_a_bar_for_each_day_with_use_and_the_numbers_of_the_route()
    {
        var ago = new EarlierUsage.Ago();
        await using RunningGateway gateway = await RunningGateway.StartAsync(EarlierUsage.In(ago));
        foreach ((int days, string message) in ((int, string)[])[(29, "one"), (12, "one two three four"), (12, "five six"), (3, "a b c d e f g h"), (0, "now")])
        {
            ago.Days = days;
            await gateway.ChatAsync(gateway.Member("acme"), message);
            await gateway.ChatAsync(gateway.Member("globex"), "of globex, which is another's");
        }

        string token = gateway.Member("acme");
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterLiveAsync(token);
        JsonElement route = JsonDocument.Parse((await gateway.SendAsync("GET", "/api/v1/usage", token)).Body).RootElement;
        (string Day, long Tokens)[] used = [.. route.GetProperty("daily").EnumerateArray().Select(static d => (d.GetProperty("date").GetString()!, d.GetProperty("total_tokens").GetInt64()))];
        Assert.Equal(4, used.Length);

        // The same numbers in the bars, in the table beside them, and in the words for whoever does not see them.
        Assert.Equal(used.Select(static d => $"{d.Day} {d.Tokens}"), await BarsAsync(tab, "r.dataset.day + ' ' + r.dataset.tokens"));
        Assert.Equal(used.Select(static d => d.Day), await tab.ColumnAsync("Day", "usage-days"));
        Assert.Equal(used.Select(static d => $"{d.Tokens}"), await tab.ColumnAsync("Tokens", "usage-days"));
        string total = route.GetProperty("totals").GetProperty("total_tokens").GetRawText();
        Assert.Equal((total, "5", "acme"), (await tab.TextAsync("usage-tokens"), await tab.TextAsync("usage-messages"), await tab.TextAsync("usage-tenant")));
        Assert.Contains($"4 of 30 days with use, {total} tokens in all", await tab.TextAsync("usage-chart-desc"), StringComparison.Ordinal);
        Assert.Equal("usage-chart-title usage-chart-desc", await tab.Page.EvaluateExpressionAsync<string>("document.getElementById('usage-chart').getAttribute('aria-labelledby')"));

        // As high as they are, and each where its day is: the first on the left edge, the last on the right.
        double[] tall = [.. (await BarsAsync(tab, "r.getAttribute('height')")).Select(Number)];
        long most = used.Max(static d => d.Tokens);
        Assert.All(used.Zip(tall), p => Assert.InRange(p.Second, (120.0 * p.First.Tokens / most) - 0.01, (120.0 * p.First.Tokens / most) + 0.01));
        double[] places = [.. (await BarsAsync(tab, "r.getAttribute('x')")).Select(Number)];
        Assert.Equal([2, 342, 522, 582], places);
        Assert.DoesNotContain(tab.Said, static s => !s.Contains("403", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Limits_stand_beside_what_remains_of_them()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(
            Configured.Limits("""{"Quotas":{"PerTenant":{"SoftMessages":3,"HardMessages":5},"Tenants":{"globex":{}}}}"""));
        string token = gateway.Member("acme");
        await gateway.ChatAsync(token, "hello");
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterLiveAsync(token);
        Assert.Equal(["messages"], await tab.ColumnAsync("What", "limits"));
        Assert.Equal(["3"], await tab.ColumnAsync("Warned from", "limits"));
        Assert.Equal(["5"], await tab.ColumnAsync("At most", "limits"));
        Assert.Equal(["4"], await tab.ColumnAsync("Remains", "limits"));

        await gateway.ChatAsync(token, "hello");
        await tab.UntilAsync("document.querySelector('#limits td[data-label=Remains]')?.textContent === '3'");
        await tab.EnterAsync(gateway.Member("globex"));
        Assert.Equal("Nothing is limited.", await tab.TextAsync("limits-status"));
        Assert.Equal("Nothing was used.", await tab.TextAsync("usage-chart-desc"));
    }

    private static Task<string[]> BarsAsync(ConsoleTab tab, string what) => tab.Page.EvaluateExpressionAsync<string[]>($"[...document.querySelectorAll('#usage-bars rect')].map(r => {what})");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
