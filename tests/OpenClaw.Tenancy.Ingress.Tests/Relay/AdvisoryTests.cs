using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Ingress.Tests.Relay;

/// <summary>The classes of mistakes that gateways had: through the ingress none of them is left to the gateway alone.</summary>
public sealed class AdvisoryTests
{
    // What it was published as, what it comes to, who tries it, and what is tried. Of a shared gateway a tenant's admin is none, and what cannot be said for a tenant is not there.
    private static readonly Advisory[] All =
    [
        new("GHSA-mqpw-46fh-299h", "write resolves approvals by a chat", "operator.write", "chat.send", """{"sessionKey":"main","message":"/approve ap-1 allow-always","idempotencyKey":"i"}"""),
        new("GHSA-mqpw-46fh-299h", "and behind an envelope", "operator.write", "chat.send", """{"sessionKey":"main","message":"[x]/approve ap-1 allow-always","idempotencyKey":"i"}"""),
        new("GHSA-hw9r-h9mr-4jff", "write resolves approvals", "operator.write", "exec.approval.resolve", """{"id":"ap-1","decision":"allow-once"}"""),
        new("GHSA-hfpr-jhpq-x4rm", "write reaches the configuration by a run", "operator.write", "chat.send", """{"sessionKey":"main","message":"/config set gateway.auth.mode none","idempotencyKey":"i"}"""),
        new("GHSA-hfpr-jhpq-x4rm", "write reaches the configuration", "operator.write", "config.patch", """{"raw":"{}"}"""),
        new("GHSA-jr6x-2q95-fh2g", "write lowers the guard of tools by a run", "operator.write", "chat.send", """{"sessionKey":"main","message":"go on /exec host=gateway security=full ask=off","idempotencyKey":"i"}"""),
        new("GHSA-jr6x-2q95-fh2g", "write reaches a schedule, which is the owner's alone", "operator.write", "cron.add", """{"name":"x"}"""),
        new("GHSA-4jpw-hj22-2xmc", "a broader token is minted", "operator.pairing", "device.token.rotate", """{"deviceId":"d","role":"operator","scopes":["operator.admin"]}"""),
        new("GHSA-4jpw-hj22-2xmc", "a broader token is minted by an admin", "operator.admin", "device.token.rotate", """{"deviceId":"d","role":"operator","scopes":["operator.admin"]}"""),
        new("GHSA-whf9-3hcx-gq54", "pairing approves a device of any scopes", "operator.pairing", "device.pair.approve", """{"requestId":"r"}"""),
        new("GHSA-whf9-3hcx-gq54", "pairing approves a node", "operator.pairing", "node.pair.approve", """{"requestId":"r"}"""),
        new("CVE-2026-33579", "pairing approves a device by a command of a chat", "operator.write,operator.pairing", "chat.send", """{"sessionKey":"main","message":"/pair approve 1","idempotencyKey":"i"}"""),
        new("CVE-2026-33579", "a setup code is given out", "operator.admin", "device.pair.setupCode", "{}"),
        new("GHSA-qm2m-28pf-hgjw", "a plugin's route mints for an admin", "operator.admin", "attach.grant", "{}"),
        new("GHSA-qm2m-28pf-hgjw", "a credential is given out", "operator.admin", "secrets.resolve", """{"ids":["x"]}"""),
        new("GHSA-4f8g-77mw-3rxc", "a plugin's route widens read to write", "operator.read", "plugins.sessionAction", """{"pluginId":"p","action":"a"}"""),
        new("GHSA-5hff-46vh-rxmw", "a read reaches a kill", "operator.read", "chat.abort", """{"sessionKey":"main"}"""),
        new("CVE-2026-32918", "a tool tells of a session that is named to it", "operator.read", "tools.invoke", """{"name":"session_status","args":{"sessionKey":"agent:other:main"}}"""),
        new("CVE-2026-32048", "a child runs under another agent", "operator.read", "sessions.create", """{"key":"agent:other:x"}"""),
        new("GHSA-rqpp-rjj8-7wv8", "an unknown method is taken for nothing much", "operator.write", "sessions.newMethod", "{}"),
    ];

    public static TheoryData<string> Names => [.. All.Select(static a => a.Name)];

    // The same, of which a gateway of one tenant may do what a shared one may not.
    public static TheoryData<string> SharedNames => [.. Names, .. SharedOnly.Select(static a => a.Name)];

    private static Advisory[] SharedOnly =>
    [
        new("CVE-2026-32918", "a tool tells of a session of another", "operator.admin", "tools.invoke", """{"name":"session_status","args":{"sessionKey":"agent:other:main"}}"""),
        new("CVE-2026-32918", "a session of another is described", "operator.write", "sessions.describe", """{"key":"agent:other:main"}"""),
        new("CVE-2026-32048", "a child runs under another's agent", "operator.write", "sessions.create", """{"key":"agent:other:x"}"""),
        new("CVE-2026-32048", "a child names another's session as its parent", "operator.write", "sessions.create", """{"key":"x","parentSessionKey":"agent:other:x"}"""),
        new("CVE-2026-32048", "a child says who spawned it", "operator.write", "sessions.create", """{"key":"x","spawnedBy":"agent:other:x"}"""),
        new("GHSA-jr6x-2q95-fh2g", "an admin of a tenant reaches what is the owner's alone", "operator.admin", "cron.add", """{"name":"x"}"""),
        new("GHSA-5hff-46vh-rxmw", "a session of another is ended", "operator.write", "chat.abort", """{"sessionKey":"agent:other:main"}"""),
    ];

    [Theory]
    [CountsCases("attacks/advisories", "published advisories of OpenClaw, tried through the ingress")]
    [MemberData(nameof(Names))]
    public async Task Each_is_refused_before_the_gateway_of_a_tenant(string name)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        await RefusedAsync(cells.Host, cells.A, All.Single(a => a.Name == name), "agent:main:main");
    }

    [Theory]
    [CountsCases("attacks/advisories", "published advisories of OpenClaw, tried through the ingress")]
    [MemberData(nameof(SharedNames))]
    public async Task Each_is_refused_before_a_gateway_that_tenants_share(string name)
    {
        await using ScriptedGateway gateway = await ScriptedGateway.StartAsync();
        await using IngressHost host = await IngressHost.StartSharedAsync(gateway, ["acme"]);
        await RefusedAsync(host, gateway, All.Concat(SharedOnly).Single(a => a.Name == name), "main");
    }

    [Theory]
    [InlineData("GHSA-5jvj-hxmh-6h6j", "GET", "/sessions/agent:main:main/history")]
    [InlineData("GHSA-5hff-46vh-rxmw", "POST", "/sessions/agent:main:main/kill")]
    [InlineData("GHSA-qm2m-28pf-hgjw", "POST", "/api/plugins/p/action")]
    public async Task A_route_beside_the_socket_is_none(string id, string method, string path)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "POST" ? new StringContent("{}", System.Text.Encoding.UTF8, "application/json") : null };
        request.Headers.Authorization = new("Bearer", PlainDoor.Credential("acme", "operator.admin"));
        using HttpResponseMessage response = await cells.Host.Client.SendAsync(request);

        Assert.Equal((id, System.Net.HttpStatusCode.NotFound), (id, response.StatusCode));
        Assert.Empty(cells.A.Posts);
    }

    [Fact]
    public async Task Scopes_that_a_client_declares_for_itself_open_nothing_and_a_reconnect_widens_nothing()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        for (int i = 0; i < 2; i++)
        {
            using FrameClient acme = await cells.AcmeAsync("operator.read", ""","scopes":["operator.read","operator.write","operator.admin"]""");
            Assert.Equal("scope_missing", (await acme.CallAsync("config.set")).GetProperty("error").GetProperty("code").GetString());
            Assert.Equal("scope_missing", (await acme.CallAsync("connect", """{"minProtocol":4,"maxProtocol":4,"client":{},"scopes":["operator.admin"]}""")).GetProperty("error").GetProperty("code").GetString());
        }

        // What the gateway itself would hold the connection to.
        Assert.All(cells.A.Connects, static c => Assert.Equal("""["operator.read"]""", c.GetProperty("scopes").GetRawText()));
        using FrameClient none = await cells.AcmeAsync("operator.admin", ""","scopes":[]""");
        Assert.Equal("scope_missing", (await none.CallAsync("health")).GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(cells.A.Requests);
    }

    private static async Task RefusedAsync(IngressHost host, ScriptedGateway gateway, Advisory advisory, string session)
    {
        using FrameClient acme = await FrameClient.ConnectAsync(host, PlainDoor.Credential("acme", advisory.Scopes));
        JsonElement answer = await acme.CallAsync(advisory.Method, advisory.Parameters.Replace("\"sessionKey\":\"main\"", $"\"sessionKey\":\"{session}\"", StringComparison.Ordinal));

        string code = answer.GetProperty("error").GetProperty("code").GetString()!;
        Assert.Contains(code, (string[])["scope_missing", "invalid_request", "not_found"]);
        Assert.Equal([code], host.Refusals("acme"));
        Assert.Empty(gateway.Requests);
    }

    private sealed record Advisory(string Id, string What, string Scopes, string Method, string Parameters)
    {
        internal string Name => $"{Id}: {What}";
    }
}
