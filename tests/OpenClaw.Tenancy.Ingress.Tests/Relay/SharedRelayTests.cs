using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.Tests.Relay;

/// <summary>Two tenants on one gateway: what it tells everybody reaches whom it belongs to, and what it is asked names nobody else's.</summary>
public sealed class SharedRelayTests : IAsyncLifetime
{
    private ScriptedGateway _gateway = null!;
    private IngressHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _gateway = await ScriptedGateway.StartAsync();
        _host = await IngressHost.StartSharedAsync(
            _gateway, ["acme", "globex", "initech"], configure: static o => o.AgentsOf = static tenant => [AgentId.From(tenant.ToString() == "initech" ? "helper" : "main")]);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Hello_says_what_a_tenant_may_know_and_nothing_of_the_gateway()
    {
        using FrameClient acme = await ConnectAsync("acme");
        string[] methods = [.. acme.Hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(static m => m.GetString()!)];
        Assert.Contains("chat.send", methods);
        Assert.DoesNotContain("config.get", methods);
        Assert.DoesNotContain("health", acme.Hello.GetProperty("features").GetProperty("events").GetRawText(), StringComparison.Ordinal);
        foreach (string word in (string[])["10.1.2.3", "/srv", "minted-device-token", "upstream-conn", "59370"])
        {
            Assert.DoesNotContain(word, acme.Hello.GetRawText(), StringComparison.Ordinal);
        }

        using FrameClient initech = await ConnectAsync("initech");
        Assert.Equal(("main", "agent:main:main"), Defaults(acme));
        Assert.Equal(("helper", "agent:helper:main"), Defaults(initech));

        static (string?, string?) Defaults(FrameClient client) => client.Hello.GetProperty("snapshot").GetProperty("sessionDefaults") is var defaults
            ? (defaults.GetProperty("defaultAgentId").GetString(), defaults.GetProperty("mainSessionKey").GetString())
            : default;
    }

    [Theory]
    [InlineData("\"scope\":\"global\"")]
    [InlineData("\"scope\":\"whatever-comes-next\"")]
    [InlineData("\"scope\":7")]
    [InlineData("\"scopes\":\"per-sender\"")]
    public async Task Gateway_that_does_not_say_that_it_keeps_sessions_apart_is_not_shared(string scope)
    {
        _gateway.Hello = _gateway.Hello.Replace("\"scope\":\"per-sender\"", scope, StringComparison.Ordinal);
        using FrameClient client = await FrameClient.OpenAsync(_host);
        await client.SendAsync(FrameClient.Connect(PlainDoor.Credential("acme")));
        Assert.Equal((1011, "dependency_unavailable"), await client.ClosedAsync());
    }

    [Fact]
    public async Task Gateway_is_asked_by_the_claims_scopes_and_the_ingress_asks_for_them_too()
    {
        using FrameClient reader = await ConnectAsync("acme", "operator.read");

        // Either layer alone would refuse: the ingress by the method's scope, and the gateway by those that it was connected with.
        Assert.Equal(["operator.read"], _gateway.Connects.Single().GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
        JsonElement refused = await reader.CallAsync("chat.send", """{"sessionKey":"main","message":"m","idempotencyKey":"i"}""");
        Assert.Equal("scope_missing", refused.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(_gateway.Requests);
        Assert.Equal(["scope_missing"], _host.Refusals("acme"));
    }

    [Theory]
    [InlineData(false, "operator.admin", "operator.approvals", "operator.read", "operator.write")]
    [InlineData(false, "operator.admin,operator.read", "operator.approvals", "operator.read", "operator.write")]
    [InlineData(true, "operator.admin", "operator.admin")]
    public async Task Admin_of_a_tenant_is_none_on_a_gateway_that_others_use(bool shares, string held, params string[] asked)
    {
        _host.Services.GetRequiredService<IOptions<IngressOptions>>().Value.Cells["gateway-1"].SharesAdmin = shares;
        using FrameClient acme = await ConnectAsync("acme", held);

        Assert.Equal(asked, _gateway.Connects.Single().GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
        Assert.Equal(asked, acme.Hello.GetProperty("auth").GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
    }

    [Fact]
    public async Task Event_reaches_its_tenant_alone_and_numbers_say_nothing_of_the_others()
    {
        using FrameClient acme = await ConnectAsync("acme");
        using FrameClient globex = await ConnectAsync("globex");
        await IngressHost.UntilAsync(() => _gateway.Peers.Count == 2);
        for (int i = 0; i < 20; i++)
        {
            string tenant = i % 4 == 0 ? "globex" : "acme";
            string text = $$"""{"type":"event","event":"chat","payload":{"sessionKey":"{{Key(tenant)}}","runId":"r{{i}}","state":"delta","deltaText":"canary-{{tenant}}"},"seq":{{i + 1}}}""";
            await Task.WhenAll(_gateway.Peers.Keys.Select(p => p.SendAsync(text)));
        }

        foreach ((FrameClient client, string tenant, int count) in ((FrameClient, string, int)[])[(acme, "acme", 15), (globex, "globex", 5)])
        {
            for (int i = 1; i <= count; i++)
            {
                JsonElement told = await client.EventAsync();
                Assert.Equal(i, told.GetProperty("seq").GetInt64());
                Assert.Equal($"canary-{tenant}", told.GetProperty("payload").GetProperty("deltaText").GetString());
                Assert.Equal("agent:main:main", told.GetProperty("payload").GetProperty("sessionKey").GetString());
            }
        }

        Assert.Empty(_host.Refusals("acme"));
        Assert.Empty(_host.Refusals("globex"));
    }

    [Theory]
    [InlineData("config.get", "{}", "not_found")]
    [InlineData("chat.history", """{"sessionKey":"agent:other:main"}""", "not_found")]
    [InlineData("chat.send", """{"sessionKey":"main","message":"/config set a b","idempotencyKey":"i"}""", "invalid_request")]
    [InlineData("chat.send", """{"sessionKey":"main","message":"m","idempotencyKey":"i","deliver":true}""", "invalid_request")]
    public async Task What_the_guard_refuses_is_one_record_and_reaches_no_gateway(string method, string parameters, string code)
    {
        using FrameClient acme = await ConnectAsync("acme", "operator.admin");
        JsonElement answer = await acme.CallAsync(method, parameters);
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(_gateway.Requests);
        Assert.Equal([code], _host.Refusals("acme"));
    }

    [Fact]
    public async Task Request_and_answer_carry_the_names_of_their_sides()
    {
        _gateway.OnRequest = static (peer, request) => peer.AnswerAsync(request, $$"""{"runId":"{{request.GetProperty("params").GetProperty("idempotencyKey").GetString()}}","status":"started","agentPath":"/home"}""");
        using FrameClient acme = await ConnectAsync("acme");
        using FrameClient globex = await ConnectAsync("globex");
        foreach (FrameClient client in (FrameClient[])[acme, globex])
        {
            JsonElement answer = await client.CallAsync("chat.send", """{"sessionKey":"notes","message":"m","idempotencyKey":"turn"}""");
            Assert.Equal("""{"runId":"turn","status":"started"}""", answer.GetProperty("payload").GetRawText());
        }

        JsonElement[] asked = [.. _gateway.Requests.Select(static r => r.GetProperty("params"))];
        Assert.Equal([Key("acme", "notes"), Key("globex", "notes")], asked.Select(static p => p.GetProperty("sessionKey").GetString()));
        Assert.NotEqual(asked[0].GetProperty("idempotencyKey").GetString(), asked[1].GetProperty("idempotencyKey").GetString());
    }

    // A client that was cut off asks again under the same key, and the gateway must know it again; another tenant's same key is another one.
    [Fact]
    public async Task Request_that_is_tried_again_keeps_its_tenant_and_its_idempotency_key()
    {
        _gateway.OnRequest = static (peer, request) => peer.AnswerAsync(request, $$"""{"runId":"{{request.GetProperty("params").GetProperty("idempotencyKey").GetString()}}","status":"started"}""");
        foreach (string tenant in (string[])["acme", "globex", "acme", "globex"])
        {
            using FrameClient client = await ConnectAsync(tenant);
            Assert.True((await client.CallAsync("chat.send", """{"sessionKey":"notes","message":"m","idempotencyKey":"turn"}""")).GetProperty("ok").GetBoolean());
        }

        string[] asked = [.. _gateway.Requests.Select(static r => r.GetProperty("params").GetRawText())];
        Assert.Equal((asked[0], asked[1]), (asked[2], asked[3]));
        Assert.Equal(2, asked.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, _gateway.Requests.Select(static r => r.GetProperty("params").GetProperty("idempotencyKey").GetString()).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Answer_about_another_tenant_is_refused_and_recorded()
    {
        _gateway.OnRequest = (peer, request) => peer.AnswerAsync(request, $$"""{"sessionKey":"{{Key("globex")}}","messages":[{"role":"user","content":"canary-globex"}]}""");
        using FrameClient acme = await ConnectAsync("acme");
        JsonElement answer = await acme.CallAsync("chat.history", """{"sessionKey":"main"}""");
        Assert.False(answer.GetProperty("ok").GetBoolean());
        Assert.DoesNotContain("canary-globex", string.Concat(acme.Seen), StringComparison.Ordinal);
        Assert.Single(_host.Refusals("acme"));
    }

    [Fact]
    public async Task Http_is_not_relayed_to_a_gateway_that_others_share()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent("""{"model":"openclaw"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", PlainDoor.Credential("acme"));
        using HttpResponseMessage response = await _host.Client.SendAsync(request);
        Assert.False(response.IsSuccessStatusCode);
        Assert.Empty(_gateway.Posts);
    }

    private Task<FrameClient> ConnectAsync(string tenant, string scopes = "operator.read,operator.write") => FrameClient.ConnectAsync(_host, PlainDoor.Credential(tenant, scopes));

    private static string Key(string tenant, string rest = "main") => $"agent:{new OpenClawAgentName(TenantId.From(tenant), AgentId.From("main")).AgentId}:{rest}";
}
