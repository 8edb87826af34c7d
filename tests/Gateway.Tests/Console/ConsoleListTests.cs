using Gateway.Tests.Protocol;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.Directory;

namespace Gateway.Tests.Console;

/// <summary>Who sees whom in the console, and under which names.</summary>
public sealed class ConsoleListTests(Chromium chromium)
{
    private const string Hostile = "<img src=x onerror=alert(1)>";
    private const string Bidi = @"a\u202egpj.exe";

    [Fact]
    public async Task Admin_sees_members_and_keys_of_his_tenant_and_a_member_none()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string member = await MadeAsync(gateway, "acme", "members", """{"issuer":"dev","subject":"carol","role":"member"}""");
        string key = await MadeAsync(gateway, "acme", "keys", """{"role":"readonly","label":"build"}""");
        string foreign = await MadeAsync(gateway, "globex", "members", """{"issuer":"dev","subject":"dave","role":"member"}""");
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterLiveAsync(gateway.Admin("acme"));
        Assert.Equal([member], await tab.ColumnAsync("Member", "members"));
        Assert.Equal(["member"], await tab.ColumnAsync("Role", "members"));
        Assert.Equal([key], await tab.ColumnAsync("Key", "keys"));
        Assert.Equal(["build"], await tab.ColumnAsync("Label", "keys"));
        Assert.DoesNotContain(foreign, await tab.Page.GetContentAsync(), StringComparison.Ordinal);
        Assert.Empty(tab.Said);

        // In the same page: nothing of what the admin saw is left, and nothing more is asked for.
        tab.Asked.Clear();
        await tab.EnterLiveAsync(gateway.Member("acme"));
        foreach (string id in (string[])["members", "keys", "tenants", "grants", "records"])
        {
            Assert.True(await tab.IsHiddenAsync(id), id);
            Assert.Equal(string.Empty, await tab.TextAsync(id));
        }

        Assert.False(await tab.IsHiddenAsync("sessions"));
        Assert.DoesNotContain(tab.Asked, static url => url.Contains("/members", StringComparison.Ordinal) || url.Contains("/keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Operator_sees_tenants_with_status_and_counts_and_no_session_of_anybody()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(moreTenants: "initech");
        Chatted own = await gateway.ChatAsync(gateway.Member("acme"), "canary-of-acme");
        using ProtocolPeer first = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        using ProtocolPeer second = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        await gateway.MoveAsync("globex", TenantStatus.Suspended);
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.ListenAsync();
        await tab.EnterAsync(gateway.TokenOf("platform", "olga", "operator.admin"));
        Assert.Equal(["acme", "globex", "initech"], await tab.ColumnAsync("Tenant", "tenants"));
        Assert.Equal(["active", "suspended", "active"], await tab.ColumnAsync("Status", "tenants"));
        Assert.Equal(["2", "0", "0"], await tab.ColumnAsync("Connections", "tenants"));
        foreach (string id in (string[])["sessions", "live", "usage-chart", "limits", "members", "keys"])
        {
            Assert.True(await tab.IsHiddenAsync(id), id);
        }

        Assert.Equal(0, await tab.Page.EvaluateExpressionAsync<int>("sockets.length"));
        string all = await tab.Page.GetContentAsync();
        foreach (string theirs in (string[])["canary-of-acme", own.Session, own.Run])
        {
            Assert.DoesNotContain(theirs, all, StringComparison.Ordinal);
        }

        second.Dispose();
        await tab.Page.ClickAsync("#tenants-again");
        await tab.UntilAsync("(document.getElementById('tenants-again').click(), document.querySelector('#tenants td[data-label=Connections]').textContent === '1')");
    }

    [Fact]
    public async Task Hostile_names_are_text_wherever_they_stand()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        string admin = gateway.Admin("acme");
        foreach (string title in (string[])[Hostile, Bidi])
        {
            Assert.Equal(201, (await gateway.SendAsync("POST", "/api/v1/sessions", admin, $$"""{"title":"{{title}}"}""")).Status);
        }

        await MadeAsync(gateway, "acme", "keys", $$"""{"role":"readonly","label":"{{Hostile}}"}""");
        string olga = gateway.TokenOf("platform", "olga", "operator.admin");
        Assert.Equal(201, (await gateway.SendAsync("POST", "/api/v1/tenants", olga, $$"""{"id":"initech","name":"{{Hostile}}"}""")).Status);
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.EnterLiveAsync(admin);
        foreach (string said in (string[])[Hostile, Bidi])
        {
            Assert.Equal(200, (await gateway.SendAsync("POST", "/api/v1/chat", admin, $$"""{"message":"{{said}}","model":"{{said}}"}""")).Status);
        }

        await tab.UntilAsync("document.querySelectorAll('#live tbody tr').length === 2 && document.querySelectorAll('#usage-models tbody tr').length === 2");
        foreach ((string column, string table) in ((string, string)[])[("Title", "sessions"), ("Model", "usage-models"), ("Text", "live")])
        {
            string shown = string.Join('\n', await tab.ColumnAsync(column, table));
            Assert.Contains(Hostile, shown, StringComparison.Ordinal);
            Assert.Contains(@"a\u{202e}gpj.exe", shown, StringComparison.Ordinal);
            Assert.DoesNotContain('\u202e', shown);
        }

        Assert.Equal([Hostile], await tab.ColumnAsync("Label", "keys"));
        await NothingRanAsync(tab);
        await tab.EnterAsync(olga);
        Assert.Contains(Hostile, await tab.ColumnAsync("Name", "tenants"));
        await NothingRanAsync(tab);
    }

    private static async Task NothingRanAsync(ConsoleTab tab)
    {
        Assert.Equal(0, await tab.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('main img, main script, td *').length"));
        Assert.DoesNotContain(tab.Said, static s => !s.Contains("403", StringComparison.Ordinal));
    }

    private static async Task<string> MadeAsync(RunningGateway gateway, string tenant, string list, string body)
    {
        Answer made = await gateway.SendAsync("POST", $"/api/v1/{list}", gateway.Admin(tenant), body);
        Assert.True(made.Status == 201, made.ToString());
        return made.Member("id");
    }
}
