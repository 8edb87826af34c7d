using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>The pages on cells and on a shared gateway hold as they stand: their commands are played by OpenClaw's own program and by the sample.</summary>
[Collection(RealPageCollection.Name)]
public sealed class RealPageTests : IAsyncLifetime
{
    private ModelServer _model = null!;

    public async ValueTask InitializeAsync() => _model = await ModelServer.StartAsync();

    [Fact]
    public async Task Page_on_cells_is_played()
    {
        RealPrograms.SkipWhereAbsent();
        await using var page = new PlayedPage("openclaw-cells.md", _model, ("https%3A%2F%2Flogin.example", PlainDoor.Issuer));
        bool isProxied = false;
        IReadOnlyList<(string Block, string Said)> said = await page.PlayAsync(async block =>
        {
            if (block.Contains("trusted-proxy", StringComparison.Ordinal))
            {
                await ProxiedAsync(page.AddressOf("18803"));
                isProxied = true;
            }
        });

        (string acme, string globex) = Seen(said);
        Assert.Contains("agent:main:of-acme", acme, StringComparison.Ordinal);
        Assert.Contains("\"sessions\"", globex, StringComparison.Ordinal);
        Assert.DoesNotContain("of-acme", globex, StringComparison.Ordinal);
        Assert.True(isProxied);
        await GoneAsync(page, "18801", "18802", "18803");
    }

    [Fact]
    public async Task Page_on_a_shared_gateway_is_played()
    {
        RealPrograms.SkipWhereAbsent();
        await using var page = new PlayedPage("openclaw-shared.md", _model);
        IReadOnlyList<(string Block, string Said)> said = await page.PlayAsync();

        (string acme, string globex) = Seen(said);
        foreach ((string own, string seen, string other) in ((string, string, string)[])[("acme", acme, "globex"), ("globex", globex, "acme")])
        {
            Assert.Contains("\"agent:main:hello\"", seen, StringComparison.Ordinal);
            Assert.Contains($"of-{own}", seen, StringComparison.Ordinal);
            Assert.DoesNotContain($"of-{other}", seen, StringComparison.Ordinal);
            Assert.DoesNotContain(RealShared.Agent(own), seen, StringComparison.Ordinal);
        }

        await GoneAsync(page, "18800");
    }

    public ValueTask DisposeAsync() => _model.DisposeAsync();

    // What each of the two was shown, by the block that says so.
    private static (string Acme, string Globex) Seen(IReadOnlyList<(string Block, string Said)> said)
    {
        string[] parts = Assert.Single(said, static s => s.Block.Contains("globex sees:", StringComparison.Ordinal)).Said.Split("acme sees:")[1].Split("globex sees:");
        return (parts[0], parts[1]);
    }

    // As the page's code adds it to a host.
    private static async Task ProxiedAsync(string address)
    {
        await using IngressHost host = await IngressHost.StartAsync(
            o =>
            {
                var cell = new CellOptions { Address = address, Auth = CellAuth.TrustedProxy, UserHeader = "x-forwarded-user", ClientAddress = "192.0.2.1", ConnectTimeout = TimeSpan.FromMinutes(1) };
                cell.Headers["x-ingress"] = "one";
                o.Cells["cell-initech"] = cell;
            },
            tenants: [IngressHost.On("initech", "cell-initech")]);
        using FrameClient alice = await FrameClient.ConnectAsync(host, PlainDoor.Credential("initech"));
        JsonElement listed = await alice.CallAsync("sessions.list");
        Assert.True(listed.GetProperty("ok").GetBoolean(), listed.GetRawText());

        // Whom the gateway's own list does not name has nothing there.
        using FrameClient bob = await FrameClient.ConnectAsync(host, PlainDoor.Credential("initech", subject: "bob"));
        Assert.False((await bob.CallAsync("sessions.list")).GetProperty("ok").GetBoolean());
    }

    private static async Task GoneAsync(PlayedPage page, params string[] ports)
    {
        using var client = new HttpClient();
        foreach (string port in ports)
        {
            for (int i = 0; await AnswersAsync(client, page.AddressOf(port)); i++)
            {
                Assert.True(i < 100, $"What the page started at {port} goes on after the page has stopped it.");
                await Task.Delay(200);
            }
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string address)
    {
        try
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri($"{address}/healthz"));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
