using Gateway.Tests.Approvals;
using Gateway.Tests.Support;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Console;

/// <summary>What happens while the console is open, in a real browser.</summary>
public sealed class ConsoleLiveTests(Chromium chromium)
{
    [Fact]
    public async Task Event_of_the_own_tenant_appears_and_of_another_never()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Chatted before = await gateway.ChatAsync(gateway.Member("acme"), "said before");
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.ListenAsync();
        await tab.EnterLiveAsync(gateway.Member("acme"));
        Assert.Equal([before.Session], await tab.ColumnAsync("Session", "sessions"));

        Chatted foreign = await gateway.ChatAsync(gateway.Member("globex"), "canary-of-globex");
        Chatted own = await gateway.ChatAsync(gateway.Member("acme"), "said now");
        await tab.UntilAsync("document.querySelector('#live td[data-label=State]')?.textContent === 'final'");
        Assert.Equal([own.Run], await tab.ColumnAsync("Run", "live"));
        Assert.Equal([own.Session], await tab.ColumnAsync("Session", "live"));
        Assert.Contains("said now", Assert.Single(await tab.ColumnAsync("Text", "live")), StringComparison.Ordinal);

        // The session that it made, and what it used, are read anew.
        await tab.UntilAsync("document.querySelectorAll('#sessions tbody tr').length === 2");
        Assert.Equal([own.Session, before.Session], await tab.ColumnAsync("Session", "sessions"));
        await tab.UntilAsync("document.getElementById('usage-messages').textContent === '2'");

        string all = await tab.Page.GetContentAsync() + await tab.Page.EvaluateExpressionAsync<string>("heard.join()");
        Assert.Contains(own.Run, all, StringComparison.Ordinal);
        foreach (string theirs in (string[])["globex", foreign.Run, foreign.Session])
        {
            Assert.DoesNotContain(theirs, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Approval_is_told_to_whoever_may_answer_it()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.ListenAsync();
        await tab.EnterLiveAsync(Proposal.Approver(gateway));

        // What answers has begun to watch.
        await tab.Page.EvaluateExpressionAsync("sockets[0].send(JSON.stringify({ type: 'req', id: 'probe', method: 'approval.list' }))");
        await tab.UntilAsync("heard.some(t => t.includes('probe'))");
        await using Proposal proposal = await Proposal.MakeAsync(gateway);
        await tab.UntilAsync("[...document.querySelectorAll('#live td[data-label=Event]')].some(c => c.textContent === 'exec.approval.requested')");
        Assert.Contains(proposal.Run, await tab.ColumnAsync("Run", "live"));
    }

    [Theory]
    [InlineData("tenant", "The tenant is not active any more.")]
    [InlineData("member", "The token was taken back.")]
    [InlineData("expiry", "expired")]
    public async Task What_ends_the_token_shows_and_empties_the_page(string death, string said)
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        Chatted own = await gateway.ChatAsync(gateway.Member("acme"), "hello");
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.ListenAsync();
        if (death == "expiry")
        {
            await tab.EnterAsync(gateway.Token("acme", TimeSpan.FromSeconds(6), "operator.read"));
        }
        else
        {
            await tab.EnterLiveAsync(gateway.TokenOf("acme", "mortal", "operator.admin"));
            Assert.Equal([own.Session], await tab.ColumnAsync("Session", "sessions"));
            await gateway.ChangeAsync(death == "tenant"
                ? DirectoryChange.SetStatus(TenantId.From("acme"), TenantStatus.Suspended)
                : DirectoryChange.RevokeMember(TenantId.From("acme"), DevelopmentWorld.Issuer, "mortal", mayReturn: false));
        }

        await tab.UntilAsync($"document.getElementById('status').textContent.includes('{said}')");
        Assert.True(await tab.IsHiddenAsync("sessions"));
        Assert.True(await tab.Page.EvaluateExpressionAsync<bool>("document.getElementById('forget').disabled"));
        Assert.Equal(0, await tab.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('main td, main rect').length"));
        string left = await tab.Page.GetContentAsync();
        Assert.DoesNotContain(own.Session, left, StringComparison.Ordinal);
        Assert.DoesNotContain("acme", left, StringComparison.Ordinal);

        // It is over: nothing tries again.
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.InRange(await tab.Page.EvaluateExpressionAsync<int>("sockets.length"), 0, 1);
    }

    [Fact]
    public async Task Connection_that_is_lost_is_made_anew_and_what_was_missed_is_read()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.ListenAsync();
        await tab.EnterLiveAsync(gateway.Member("acme"));
        await tab.Page.EvaluateExpressionAsync("(window.isCut = true, sockets[0].close())");
        await tab.UntilAsync("document.getElementById('live-status').textContent !== 'Live.'");
        Assert.StartsWith("The connection was lost.", await tab.TextAsync("live-status"), StringComparison.Ordinal);
        Chatted missed = await gateway.ChatAsync(gateway.Member("acme"), "missed");
        await tab.UntilAsync("sockets.length > 1");
        Assert.StartsWith("The connection was lost.", await tab.TextAsync("live-status"), StringComparison.Ordinal);
        await tab.Page.EvaluateExpressionAsync("window.isCut = false");
        await tab.UntilAsync("document.getElementById('live-status').textContent === 'Live.'");
        await tab.UntilAsync("document.querySelectorAll('#sessions tbody tr').length === 1");
        Assert.Equal([missed.Session], await tab.ColumnAsync("Session", "sessions"));
        Assert.Empty(await tab.ColumnAsync("Run", "live"));
        Chatted own = await gateway.ChatAsync(gateway.Member("acme"), "heard");
        await tab.UntilAsync("document.querySelectorAll('#live tbody tr').length > 0");
        Assert.Equal([own.Run], await tab.ColumnAsync("Run", "live"));
    }
}
