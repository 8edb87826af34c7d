using System.Net;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Trouble of one tenant, on real gateways: the other goes on, and a turn that is under way is not lost by a rotation.</summary>
[Collection(RealCollection.Name)]
public sealed class RealTroubleTests(RealCells cells)
{
    [Fact]
    public async Task A_rotation_loses_no_turn()
    {
        RealPrograms.SkipWhereAbsent();
        const string key = "agent:main:rotation";
        int refused = cells.Host.Refusals("acme").Length;
        using FrameClient acme = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme"));
        Assert.True((await acme.CallAsync("sessions.create", $$"""{"key":"{{key}}"}""")).GetProperty("ok").GetBoolean());
        Assert.True((await acme.CallAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-slow-rotation","idempotencyKey":"turn-rotation"}""")).GetProperty("ok").GetBoolean());
        await cells.Host.RotateAsync("acme", "the-next-token-that-the-gateway-has-not-got-yet");

        // The open connection goes on, and a new one is let in by the version before.
        using FrameClient again = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme"));
        Assert.True((await again.CallAsync("sessions.list")).GetProperty("ok").GetBoolean());
        await cells.Host.RotateAsync("acme", cells.A.Token);
        Assert.True((await acme.CallAsync("chat.abort", $$"""{"sessionKey":"{{key}}","runId":"turn-rotation"}""")).GetProperty("ok").GetBoolean());
        Assert.Equal("aborted", (await RealCells.EndAsync(acme, key)).State);
        Assert.Equal(refused, cells.Host.Refusals("acme").Length);
    }

    [Fact]
    public async Task A_gateway_that_changes_its_token_first_is_reached_again_once_the_store_has_it()
    {
        RealPrograms.SkipWhereAbsent();
        const string key = "agent:main:gateway-first";
        string before = cells.A.Token;
        using (FrameClient acme = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme")))
        {
            Assert.True((await acme.CallAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-acme-first","idempotencyKey":"gateway-first"}""")).GetProperty("ok").GetBoolean());
            Assert.Equal("final", (await RealCells.EndAsync(acme, key)).State);
            await cells.A.StopAsync();
            Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
        }

        cells.A.Token = $"the-token-that-the-gateway-has-first-{Guid.NewGuid():N}";
        await cells.A.OpenAsync();

        // Neither version that the store has opens it. It is asked twice and no more, and the other tenant goes on.
        await Task.Delay(50);
        Assert.Equal((1011, "dependency_unavailable"), await RefusedAsync("acme"));
        using (FrameClient globex = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("globex")))
        {
            await WorksAsync(globex);
        }

        await cells.Host.RotateAsync("acme", cells.A.Token);
        await Task.Delay(50);
        using FrameClient again = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme"));
        Assert.Contains("say canary-acme-first", (await again.CallAsync("chat.history", $$"""{"sessionKey":"{{key}}"}""")).GetRawText(), StringComparison.Ordinal);
        Assert.True((await again.CallAsync("chat.send", $$"""{"sessionKey":"{{key}}","message":"say canary-acme-then","idempotencyKey":"gateway-then"}""")).GetProperty("ok").GetBoolean());
        Assert.Equal("final", (await RealCells.EndAsync(again, key)).State);
        Assert.All(again.Seen, text => Assert.False(text.Contains(before, StringComparison.Ordinal) || text.Contains(cells.A.Token, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_trouble_of_one_is_not_the_others()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient acme = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("acme"));
        using (FrameClient globex = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("globex")))
        {
            cells.Host.Directory.SetStatus(TenantId.From("globex"), TenantStatus.Suspended);
            Assert.Equal((1008, "tenant_inactive"), await globex.ClosedAsync());
            await WorksAsync(acme);
            cells.Host.Directory.SetStatus(TenantId.From("globex"), TenantStatus.Active);
        }

        await cells.Host.PutAsync("globex", "a-corrupted-token");
        Assert.Equal((1011, "dependency_unavailable"), await RefusedAsync("globex"));
        await WorksAsync(acme);
        await cells.Host.PutAsync("globex", cells.B.Token);
        await Task.Delay(50);
        using (FrameClient globex = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("globex")))
        {
            await cells.B.StopAsync();
            Assert.Equal((1011, "dependency_unavailable"), await globex.ClosedAsync());
        }

        Assert.Equal((1011, "dependency_unavailable"), await RefusedAsync("globex"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync("globex", "operator.admin", "{}")).Status);
        await WorksAsync(acme);
        await cells.B.OpenAsync();
        using FrameClient mended = await FrameClient.ConnectAsync(cells.Host, PlainDoor.Credential("globex"));
        await WorksAsync(mended);
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

    private static async Task WorksAsync(FrameClient client)
    {
        JsonElement answer = await client.CallAsync("sessions.list");
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
    }

    private async Task<(int Status, string? Reason)> RefusedAsync(string tenant)
    {
        using FrameClient client = await FrameClient.OpenAsync(cells.Host);
        await client.SendAsync(FrameClient.Connect(PlainDoor.Credential(tenant)));
        return await client.ClosedAsync();
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
