using System.Net;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Trouble of one tenant, on real gateways: a turn of the other that is under way goes on.</summary>
[Collection(RealCollection.Name)]
public sealed class RealTroubleTests(RealCells cells)
{
    [Fact]
    public async Task Tenant_that_is_suspended_leaves_the_others_turn_alone()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient globex = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("globex"));
        await AcrossAsync("suspended", async () =>
        {
            cells.Host.Directory.SetStatus(TenantId.From("globex"), TenantStatus.Suspended);
            Assert.Equal((1008, "tenant_inactive"), await globex.ClosedAsync());
        });
        cells.Host.Directory.SetStatus(TenantId.From("globex"), TenantStatus.Active);
        await GoesOnAsync();
    }

    [Fact]
    public async Task Credential_that_is_corrupted_leaves_the_others_turn_alone()
    {
        RealPrograms.SkipWhereAbsent();
        await AcrossAsync("corrupted", async () =>
        {
            await cells.Host.PutAsync("globex", "a-corrupted-token");
            Assert.Equal((1011, "dependency_unavailable"), await FrameClient.RefusedAsync(cells.Host, "globex"));
        });
        await cells.Host.PutAsync("globex", cells.B.Token);
        await GoesOnAsync();
    }

    [Fact]
    public async Task Cell_that_is_stopped_leaves_the_others_turn_alone()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient globex = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("globex"));
        await AcrossAsync("stopped", async () =>
        {
            await cells.B.StopAsync();
            Assert.Equal((1011, "dependency_unavailable"), await globex.ClosedAsync());
            Assert.Equal((1011, "dependency_unavailable"), await FrameClient.RefusedAsync(cells.Host, "globex"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync("globex", "operator.admin", "{}")).Status);
        });
        await cells.B.OpenAsync();
        await GoesOnAsync();
    }

    [Fact]
    public async Task Http_reaches_the_own_gateway_as_its_owner()
    {
        RealPrograms.SkipWhereAbsent();
        const string body = """{"model":"openclaw","stream":true,"messages":[{"role":"user","content":"say canary-acme-http"}]}""";
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync("acme", "operator.write", body)).Status);
        (HttpStatusCode status, string text) = await PostAsync("acme", "operator.admin", body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("data: ", text, StringComparison.Ordinal);
        Assert.Contains("[DONE]", text, StringComparison.Ordinal);
        Assert.Contains("canary", text, StringComparison.Ordinal);
        using var models = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        models.Headers.Add("Authorization", $"Bearer {PlainDoor.Credential("acme", "operator.admin")}");
        using HttpResponseMessage listed = await cells.Host.Client.SendAsync(models);
        Assert.Contains("openclaw", await listed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_the_gateway_itself_holds_the_caller_to_his_claim()
    {
        RealPrograms.SkipWhereAbsent();

        // Two gateways at once are enough for one machine.
        await cells.B.StopAsync();
        try
        {
            await using (RealGateway gateway = await RealGateway.StartAsync(cells.Model, """{"mode":"trusted-proxy","identityScopes":{"acme/plain/alice":["operator.read","operator.write"]},"trustedProxy":{"userHeader":"x-forwarded-user","requiredHeaders":["x-ingress"],"allowLoopback":true}}"""))
            {
                await using IngressHost host = await IngressHost.StartAsync(o =>
                {
                    CellOptions cell = RealCells.Of(gateway);
                    (cell.Auth, cell.ClientAddress) = (CellAuth.TrustedProxy, "192.0.2.1");
                    cell.Headers["x-ingress"] = "one";
                    o.Cells["cell-a"] = cell;
                });
                (HttpStatusCode status, string text) = await PostAsync(host, "acme", "operator.write,operator.read", """{"model":"openclaw","messages":[{"role":"user","content":"say canary-acme-proxied"}]}""");
                Assert.True(status == HttpStatusCode.OK, text);

                // What the gateway grants the name, and of that no more than the claim holds. Whom it grants nothing has nothing.
                foreach ((string subject, string claimed, string[] granted) in ((string, string, string[])[])[
                    ("alice", "operator.read,operator.write", ["operator.read", "operator.write"]),
                    ("alice", "operator.read", ["operator.read"]),
                    ("alice", "operator.admin", []),
                    ("bob", "operator.read,operator.write", [])])
                {
                    using FrameClient client = await FrameClient.ConnectAsync(host, PlainDoor.Credential("acme", claimed, subject));
                    string[] scopes = [.. client.Hello.GetProperty("auth").GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()!).Order(StringComparer.Ordinal)];
                    Assert.True(granted.SequenceEqual(scopes), $"{subject} with {claimed}: {string.Join(',', scopes)}");
                    Assert.Equal(granted.Length > 0, (await client.CallAsync("sessions.list")).GetProperty("ok").GetBoolean());
                    JsonElement sent = await client.CallAsync("chat.send", $$"""{"sessionKey":"agent:main:proxied","message":"say canary-acme-proxied","idempotencyKey":"proxied-{{Guid.NewGuid():N}}"}""");
                    Assert.Equal(granted.Contains("operator.write"), sent.GetProperty("ok").GetBoolean());
                }
            }
        }
        finally
        {
            await cells.B.OpenAsync();
        }
    }

    // A turn of acme's that begins before the trouble of globex and ends after it, on one connection.
    private async Task AcrossAsync(string name, Func<Task> trouble)
    {
        using FrameClient acme = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme"));
        SlowTurn turn = await SlowTurn.BeginAsync(acme, cells.Model, $"across-{name}");
        await trouble();
        await turn.EndAsync(cells.A);
    }

    private async Task GoesOnAsync()
    {
        await Task.Delay(50);
        using FrameClient globex = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("globex"));
        await globex.OkAsync("sessions.list");
    }

    private Task<(HttpStatusCode Status, string Text)> PostAsync(string tenant, string scopes, string body) => PostAsync(cells.Host, tenant, scopes, body);

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(IngressHost host, string tenant, string scopes, string body)
    {
        using var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(3) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {PlainDoor.Credential(tenant, scopes)}");
        using HttpResponseMessage response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
