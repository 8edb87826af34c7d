using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;

namespace Gateway.Tests.Console;

/// <summary>What the console does not do, in a real browser.</summary>
public sealed class ConsoleSafetyTests(Chromium chromium)
{
    private static readonly string[] Hostile =
    [
        "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "'><svg/onload=alert(1)>", "javascript:alert(1)", "{{7*7}}${7*7}", "</td></tr></table><h1>owned</h1>",
    ];

    [Fact]
    public async Task What_a_tenant_wrote_is_text_and_runs_nothing()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        foreach (string text in Hostile)
        {
            await gateway.DenyAsync("acme", text, "r1");
        }

        await gateway.HasAsync("acme", Hostile.Length);
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterAsync(gateway.Admin("acme"));
        Assert.Equal(Hostile.Reverse(), await tab.ColumnAsync("Actor"));
        Assert.Equal(0, await tab.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('main img, main script, main svg:not(#usage-chart), main h1, td *').length"));
        Assert.Empty(tab.Said);
        Assert.All(tab.Asked, url => Assert.StartsWith(gateway.Address.ToString(), url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Markup_made_of_text_is_refused_by_the_browser_itself()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        string caught = await tab.Page.EvaluateExpressionAsync<string>(
            "(() => { try { document.body.innerHTML = '<img src=x onerror=alert(1)>'; return 'set'; } catch (e) { return e.name; } })()");
        Assert.Equal("TypeError", caught);
    }

    [Fact]
    public async Task The_token_is_in_no_storage_address_cookie_or_document()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.DenyAsync("acme", "alice", "r1");
        await gateway.HasAsync("acme", 1);
        string token = gateway.Admin("acme");
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.ListenAsync();
        await tab.EnterLiveAsync(token);
        await tab.FilterAsync(actor: "alice");
        Assert.Equal(["alice"], await tab.ColumnAsync("Actor"));

        string kept = await tab.Page.EvaluateExpressionAsync<string>("""
            (async () => JSON.stringify([
              { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state, window.name, document.documentElement.outerHTML,
              [...document.querySelectorAll('input')].map(i => i.value), Object.values(window).filter(v => typeof v === 'string'),
              await indexedDB.databases(), await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length,
            ]))()
            """);
        Assert.DoesNotContain(token, kept, StringComparison.Ordinal);
        Assert.StartsWith("[{},{},\"\",", kept, StringComparison.Ordinal);
        Assert.EndsWith("[],[],0]", kept, StringComparison.Ordinal);
        Assert.Empty(await tab.Page.GetCookiesAsync());
        Assert.Equal([$"ws://{gateway.Address.Authority}/ws"], await tab.Page.EvaluateExpressionAsync<string[]>("sockets.map(s => s.url)"));
        Assert.All(tab.Asked, url => Assert.DoesNotContain(token, url, StringComparison.Ordinal));

        // Going away and back, and loading anew, both begin without it.
        await tab.Page.GoToAsync(new Uri(gateway.Address, "/healthz").ToString());
        await tab.Page.GoBackAsync();
        Assert.Equal("Enter a token to begin.", await tab.TextAsync("status"));
        Assert.Empty(await tab.ColumnAsync("Actor"));
    }

    [Fact]
    public async Task Refusals_are_said_in_words_and_leave_nothing_standing()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.DenyAsync("acme", "alice", "r1");
        await gateway.HasAsync("acme", 1);
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterAsync(gateway.Admin("acme"));
        Assert.Equal(["alice"], await tab.ColumnAsync("Actor"));

        string late = gateway.Admin("acme");
        await gateway.MoveAsync("acme", TenantStatus.Suspended);
        await tab.EnterAsync(late);
        Assert.StartsWith("The token was not accepted", await tab.TextAsync("status"), StringComparison.Ordinal);
        Assert.Empty(await tab.ColumnAsync("Actor"));
        Assert.Equal(string.Empty, await tab.TextAsync("state"));

        await tab.EnterAsync(gateway.Member("globex"));
        Assert.StartsWith("This token reads no trail", await tab.TextAsync("status"), StringComparison.Ordinal);
        Assert.True(await tab.IsHiddenAsync("records"));
        await tab.EnterAsync(gateway.Token("globex", "operator.pairing"));
        Assert.StartsWith("This token reads nothing here", await tab.TextAsync("status"), StringComparison.Ordinal);
        Assert.True(await tab.IsHiddenAsync("sessions"));
        await tab.EnterAsync("not a token");
        Assert.Equal("That is no token.", await tab.TextAsync("status"));
        await tab.Page.SetOfflineModeAsync(true);
        await tab.EnterAsync(gateway.Admin("globex"));
        Assert.Equal("The gateway does not answer.", await tab.TextAsync("status"));
    }

    [Fact]
    public async Task A_gateway_that_cannot_decide_is_said_to_be_unavailable()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(static s => s.AddSingleton<IAccessEvaluator, ThrowingEvaluator>());
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterAsync(gateway.Admin("acme"));
        Assert.Equal("The gateway cannot answer now. Try again in 1 s.", await tab.TextAsync("status"));
        Assert.Equal(string.Empty, await tab.TextAsync("state"));
    }

    private sealed class ThrowingEvaluator : IAccessEvaluator
    {
        public PolicyVerdict Evaluate(in AccessRequest request) => throw new InvalidOperationException("down");
    }
}
