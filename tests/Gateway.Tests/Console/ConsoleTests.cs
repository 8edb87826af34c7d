using Gateway.Tests.Support;

namespace Gateway.Tests.Console;

/// <summary>What the console shows of a trail, in a real browser.</summary>
public sealed class ConsoleTests(Chromium chromium)
{
    [Fact]
    public async Task Admin_sees_the_trail_of_his_tenant_and_nothing_of_anothers()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.DenyAsync("acme", "alice", "r1");
        await gateway.DenyAsync("acme", "bob", "r2");
        await gateway.DenyAsync("globex", "canary-of-globex", "r3");
        await gateway.HasAsync("acme", 2);
        await gateway.HasAsync("globex", 1);

        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterAsync(gateway.Admin("acme"));
        Assert.Equal("2 records on this page.", await tab.TextAsync("status"));
        Assert.Equal(["2", "1"], await tab.ColumnAsync("No."));
        Assert.Equal(["bob", "alice"], await tab.ColumnAsync("Actor"));
        Assert.Equal(["denied", "denied"], await tab.ColumnAsync("Outcome"));
        Assert.Equal(("the tenant's", "verified", "2"), (await tab.TextAsync("trail"), await tab.TextAsync("state"), await tab.TextAsync("length")));
        Assert.Contains(await tab.TextAsync("head"), (await tab.ColumnAsync("More"))[0], StringComparison.Ordinal);
        Assert.DoesNotContain("globex", await tab.Page.GetContentAsync(), StringComparison.Ordinal);
        Assert.Empty(tab.Said);

        // Another tenant's token in the same page: nothing of the first is left.
        await tab.EnterAsync(gateway.Admin("globex"));
        Assert.Equal(["canary-of-globex"], await tab.ColumnAsync("Actor"));
        Assert.DoesNotContain("alice", await tab.Page.GetContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_narrow_by_run_actor_and_outcome()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.DenyAsync("acme", "alice", "r1");
        await gateway.DenyAsync("acme", "bob", "r2");
        Assert.Equal(201, (await gateway.SendAsync("POST", "/api/v1/members", gateway.Admin("acme"), """{"issuer":"dev","subject":"carol","role":"member"}""")).Status);
        await gateway.HasAsync("acme", 3);
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterAsync(gateway.Admin("acme"));

        await tab.FilterAsync(actor: "alice");
        Assert.Equal(["alice"], await tab.ColumnAsync("Actor"));
        await tab.FilterAsync(run: "r2");
        Assert.Equal(["bob"], await tab.ColumnAsync("Actor"));
        await tab.FilterAsync(outcome: "allowed");
        Assert.Equal(["admin-of-acme"], (await tab.ColumnAsync("Actor")).Distinct());
        await tab.FilterAsync(outcome: "denied");
        Assert.Equal(["bob", "alice"], await tab.ColumnAsync("Actor"));
        await tab.FilterAsync(actor: "nobody");
        Assert.Equal("No records on this page.", await tab.TextAsync("status"));
        Assert.Empty(tab.Said);
    }

    [Fact]
    public async Task Pages_go_on_to_the_oldest_and_back()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        for (int i = 1; i <= 12; i++)
        {
            await gateway.DenyAsync("acme", "alice", $"r{i}");
        }

        await gateway.HasAsync("acme", 12);
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterAsync(gateway.Admin("acme"));
        await tab.FilterAsync(limit: "10");
        Assert.Equal(Numbers(12, 3), await tab.ColumnAsync("No."));
        await tab.ClickAsync("#older");
        Assert.Equal(Numbers(2, 1), await tab.ColumnAsync("No."));
        Assert.True(await tab.Page.EvaluateExpressionAsync<bool>("document.getElementById('older').disabled"));
        await tab.ClickAsync("#newest");
        Assert.Equal(Numbers(12, 3), await tab.ColumnAsync("No."));
    }

    [Fact]
    public async Task Damaged_chain_is_said_to_be_broken()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.DenyAsync("acme", "alice", "r1");
        await gateway.DenyAsync("acme", "bob", "r2");
        await gateway.DenyAsync("acme", "alice", "r3");
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await gateway.WrittenAsync("r3");
        gateway.Damage("\"bob\"", "\"eve\"");

        await tab.EnterAsync(gateway.Admin("acme"));
        Assert.Equal("BROKEN at record 2", await tab.TextAsync("state"));
        Assert.Equal(["alice", "eve", "alice"], await tab.ColumnAsync("Actor"));
    }

    [Fact]
    public async Task Operator_sees_the_platforms_trail_and_the_open_grants()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string olga = gateway.TokenOf("platform", "olga", "operator.admin");
        const string Ask = """{"ticket":"INC-7","reason":"<b>stuck</b>\u202ex","target_tenant":"acme","scopes":["operator.read"],"duration_seconds":600}""";
        string open = (await gateway.SendAsync("POST", "/api/v1/break-glass", olga, Ask)).Member("grant_id");
        string ended = (await gateway.SendAsync("POST", "/api/v1/break-glass", olga, Ask)).Member("grant_id");
        Assert.Equal(204, (await gateway.SendAsync("DELETE", $"/api/v1/break-glass/{ended}", olga)).Status);

        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterAsync(olga);
        await tab.UntilAsync("document.getElementById('grants-status').textContent !== ''");
        Assert.Equal("the platform's", await tab.TextAsync("trail"));
        Assert.Contains("olga", await tab.ColumnAsync("Actor"));
        Assert.Equal([open], await tab.ColumnAsync("Grant", "grants"));
        Assert.Equal([@"<b>stuck</b>\u{202e}x"], await tab.ColumnAsync("Reason", "grants"));
        Assert.Equal(["acme"], await tab.ColumnAsync("Target", "grants"));

        // A tenant's admin sees no grants, also in a page in which an operator was before.
        await tab.EnterAsync(gateway.Admin("acme"));
        Assert.True(await tab.Page.EvaluateExpressionAsync<bool>("document.getElementById('grants-view').hidden"));
        Assert.DoesNotContain(open, await tab.TextAsync("grants"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Numbers(int from, int to) => Enumerable.Range(to, from - to + 1).Reverse().Select(static n => $"{n}");
}
