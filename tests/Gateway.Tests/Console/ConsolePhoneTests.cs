using System.Globalization;
using Gateway.Tests.Support;
using PuppeteerSharp;

namespace Gateway.Tests.Console;

/// <summary>The console on a narrow screen.</summary>
public sealed class ConsolePhoneTests(Chromium chromium)
{
    [Fact]
    public async Task A_narrow_screen_scrolls_down_alone_and_each_field_has_its_name()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync();
        await gateway.DenyAsync("acme", new string('w', 200), new string('r', 128));
        await gateway.HasAsync("acme", 1);
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.Page.SetViewportAsync(new ViewPortOptions { Width = 360, Height = 780 });
        await tab.EnterAsync(gateway.Admin("acme"));
        Assert.Single(await tab.ColumnAsync("Actor"));
        Assert.Equal("360", await tab.Page.EvaluateExpressionAsync<string>("String(document.documentElement.scrollWidth)"));
        Assert.Equal(0, await tab.Page.EvaluateExpressionAsync<int>("[...document.querySelectorAll('input, select')].filter(i => i.labels.length === 0).length"));
        Assert.Equal(
            (await tab.ColumnAsync("No.")).Length.ToString(CultureInfo.InvariantCulture),
            await tab.Page.EvaluateExpressionAsync<string>("String(document.querySelectorAll('#records tbody tr[role=row]').length)"));
        Assert.True(await tab.Page.EvaluateExpressionAsync<bool>("document.querySelectorAll('#records th[scope=col]').length === document.querySelectorAll('#records tbody tr:first-child td').length"));
    }

    [Fact]
    public async Task Long_names_of_a_tenant_and_of_tenants_stay_on_the_screen()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(Configured.Limits("""{"Quotas":{"PerTenant":{"SoftMessages":100,"HardMessages":1000000000}}}"""), moreTenants: new string('t', 40));
        string admin = gateway.Admin("acme");
        string wide = new('w', 120);
        Assert.Equal(201, (await gateway.SendAsync("POST", "/api/v1/sessions", admin, $$"""{"title":"{{wide}}"}""")).Status);
        Assert.Equal(200, (await gateway.SendAsync("POST", "/api/v1/chat", admin, $$"""{"message":"x","model":"{{wide}}"}""")).Status);
        Assert.Equal(201, (await gateway.SendAsync("POST", "/api/v1/keys", admin, """{"role":"readonly","label":"a-key-of-the-build"}""")).Status);
        await using ConsoleTab tab = await chromium.OpenAsync(gateway);
        await tab.Page.SetViewportAsync(new ViewPortOptions { Width = 360, Height = 780 });

        await tab.EnterLiveAsync(admin);
        await tab.ClickAsync("summary");
        await gateway.ChatAsync(admin, wide);
        await tab.UntilAsync("document.querySelectorAll('#live tbody tr').length > 0");
        Assert.Contains(wide, await tab.ColumnAsync("Title", "sessions"));
        Assert.Contains(wide, await tab.ColumnAsync("Model", "usage-models"));
        Assert.Single(await tab.ColumnAsync("Key", "keys"));
        Assert.Equal(360, await WidthAsync(tab));

        await tab.EnterAsync(gateway.TokenOf("platform", "olga", "operator.admin"));
        Assert.Contains(new string('t', 40), await tab.ColumnAsync("Tenant", "tenants"));
        Assert.Equal(360, await WidthAsync(tab));
    }

    private static Task<int> WidthAsync(ConsoleTab tab) => tab.Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth");
}
