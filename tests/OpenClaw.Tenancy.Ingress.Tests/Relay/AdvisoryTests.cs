using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Ingress.Tests.Relay;

/// <summary>The classes of mistakes that gateways had: through the ingress none of them is left to the gateway alone.</summary>
public sealed class AdvisoryTests
{
    public static TheoryData<string, string, string, string, string> Rows => new()
    {
        { "write resolves approvals by a chat", "operator.write", "chat.send", """{"sessionKey":"agent:main:main","message":"/approve ap-1 allow-always"}""", "scope_missing" },
        { "write resolves approvals", "operator.write", "exec.approval.resolve", """{"id":"ap-1","decision":"allow-once"}""", "scope_missing" },
        { "write reaches the configuration by a run", "operator.write", "agent", """{"message":"/config set gateway.auth.mode none"}""", "scope_missing" },
        { "write reaches the configuration", "operator.write", "config.patch", """{"raw":"{}"}""", "scope_missing" },
        { "a broader token is minted", "operator.pairing", "device.token.rotate", """{"deviceId":"d","role":"operator","scopes":["operator.admin"]}""", "scope_missing" },
        { "a broader token is minted by an admin", "operator.admin", "device.token.rotate", """{"deviceId":"d","role":"operator","scopes":["operator.admin"]}""", "invalid_request" },
        { "pairing approves a command of a chat", "operator.write", "chat.send", """{"message":"/pair approve 1"}""", "scope_missing" },
        { "a credential is given out", "operator.admin", "secrets.resolve", """{"ids":["x"]}""", "invalid_request" },
        { "a setup code is given out", "operator.admin", "device.pair.setupCode", "{}", "invalid_request" },
        { "a plugin's route widens read to write", "operator.read", "plugins.sessionAction", """{"pluginId":"p","action":"a"}""", "scope_missing" },
        { "a read reaches a kill", "operator.read", "chat.abort", """{"sessionKey":"agent:main:main"}""", "scope_missing" },
        { "a child runs under another agent", "operator.read", "sessions.create", """{"key":"agent:other:x"}""", "scope_missing" },
        { "an unknown method is taken for nothing much", "operator.write", "sessions.newMethod", "{}", "scope_missing" },
    };

    [Theory]
    [CountsCases("attacks/advisories", "published advisories of OpenClaw, tried through the ingress")]
    [MemberData(nameof(Rows))]
    public async Task Each_is_refused_before_the_gateway(string what, string scopes, string method, string parameters, string code)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync(scopes);
        JsonElement answer = await acme.CallAsync(method, parameters);

        Assert.Equal((what, code), (what, answer.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal([code], cells.Host.Refusals("acme"));
        Assert.Empty(cells.A.Requests);
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
}
