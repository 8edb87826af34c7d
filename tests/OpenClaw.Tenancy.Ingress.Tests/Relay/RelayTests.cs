using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Relay;

/// <summary>What goes from a client to its tenant's gateway and back.</summary>
public sealed class RelayTests
{
    private static readonly string[] Read = ["operator.read"];

    [Fact]
    public async Task Each_tenant_reaches_its_own_gateway_and_no_other()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.OnRequest = static (peer, request) => peer.AnswerAsync(request, """{"canary":"of-acme"}""");
        cells.B.OnRequest = static (peer, request) => peer.AnswerAsync(request, """{"canary":"of-globex"}""");
        using FrameClient acme = await cells.AcmeAsync();
        using FrameClient globex = await cells.GlobexAsync();

        JsonElement[] answers = await Task.WhenAll(acme.CallAsync("sessions.list"), globex.CallAsync("sessions.list"));

        Assert.Equal("of-acme", answers[0].GetProperty("payload").GetProperty("canary").GetString());
        Assert.Equal("of-globex", answers[1].GetProperty("payload").GetProperty("canary").GetString());
        Assert.Single(cells.A.Requests);
        Assert.Single(cells.B.Requests);
    }

    [Fact]
    public async Task The_gateway_is_given_its_own_credential_and_nothing_of_the_client()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync(more: ""","caps":["tool-events","ui-commands","session-scoped-events","exec-approvals"],"device":{"id":"d","publicKey":"p","signature":"s","signedAt":1,"nonce":"n"},"pathEnv":"/usr/bin","permissions":{"x":true},"commands":["c"],"userAgent":"agent-of-the-client","scopes":["operator.read","operator.admin"]""");

        JsonElement connect = Assert.Single(cells.A.Connects);
        string text = connect.GetRawText();

        Assert.Equal(cells.A.Token, connect.GetProperty("auth").GetProperty("token").GetString());
        Assert.Equal(["auth", "caps", "client", "maxProtocol", "minProtocol", "role", "scopes"], connect.EnumerateObject().Select(static m => m.Name).Order());
        Assert.Equal("backend", connect.GetProperty("client").GetProperty("mode").GetString());
        Assert.Equal(Read, connect.GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
        Assert.Equal(["exec-approvals", "session-scoped-events", "tool-events"], connect.GetProperty("caps").EnumerateArray().Select(static s => s.GetString()).Order());
        Assert.DoesNotContain("plain:", text, StringComparison.Ordinal);
        Assert.DoesNotContain("agent-of-the-client", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Assert.Single(cells.A.Upgrades), static h => h.Key is "Authorization" or "Cookie" || h.Key.StartsWith("x-openclaw", StringComparison.OrdinalIgnoreCase) || h.Key.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_hello_says_what_the_tenant_may_know()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        string text = acme.Hello.GetRawText();

        Assert.Equal("hello-ok", acme.Hello.GetProperty("type").GetString());
        Assert.Equal("2026.9.6", acme.Hello.GetProperty("server").GetProperty("version").GetString());
        Assert.Equal(1024 * 1024, acme.Hello.GetProperty("policy").GetProperty("maxPayload").GetInt32());
        Assert.Equal(0, acme.Hello.GetProperty("snapshot").GetProperty("presence").GetArrayLength());
        Assert.DoesNotContain("connect", acme.Hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(static m => m.GetString()));
        foreach (string hidden in (string[])["upstream-conn", "minted-device-token", "10.1.2.3", "/srv", "59370", cells.A.Token])
        {
            Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_gateway_that_grants_more_than_was_asked_widens_nothing()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.Hello = cells.A.Hello.Replace("SCOPES", """["operator.read","operator.admin"]""", StringComparison.Ordinal);
        using FrameClient acme = await cells.AcmeAsync("operator.read");

        Assert.Equal(Read, acme.Hello.GetProperty("auth").GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
        Assert.Equal("scope_missing", (await acme.CallAsync("config.set")).GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(cells.A.Requests);
    }

    [Fact]
    public async Task Ids_upstream_are_the_relays_own()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        await acme.SendAsync("""{"type":"req","id":"my own id","method":"health","params":{"probe":true},"traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}""");

        Assert.Equal("my own id", (await acme.AnswerAsync()).GetProperty("id").GetString());
        JsonElement sent = Assert.Single(cells.A.Requests);
        Assert.Equal("2", sent.GetProperty("id").GetString());
        Assert.True(sent.GetProperty("params").GetProperty("probe").GetBoolean());
        Assert.Equal(["id", "method", "params", "type"], sent.EnumerateObject().Select(static m => m.Name).Order());
    }

    [Fact]
    public async Task Events_are_numbered_for_the_connection()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        await acme.CallAsync("sessions.subscribe");
        ScriptedPeer peer = Assert.Single(cells.A.Peers.Keys);
        await peer.TellAsync("chat", """{"state":"delta"}""", 4711);
        await peer.TellAsync("node.invoke.request", "{}", 4712);
        await peer.TellAsync("some.new.family", "{}", 4713);
        await peer.TellAsync("tick", """{"ts":1}""", 4720);

        JsonElement[] told = [await acme.EventAsync(), await acme.EventAsync()];

        Assert.Equal(["chat", "tick"], told.Select(static e => e.GetProperty("event").GetString()));
        Assert.Equal([1, 2], told.Select(static e => e.GetProperty("seq").GetInt32()));
        Assert.False(told[0].TryGetProperty("stateVersion", out _));
    }

    [Fact]
    public async Task Answers_may_come_in_any_order_and_an_agent_answers_twice()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        var first = new TaskCompletionSource<(ScriptedPeer, JsonElement)>();
        cells.A.OnRequest = async (peer, request) =>
        {
            if (request.GetProperty("method").GetString() == "agent")
            {
                await peer.AnswerAsync(request, """{"runId":"r","status":"accepted"}""");
                first.SetResult((peer, request));
                return;
            }

            await peer.AnswerAsync(request, """{"second":true}""");
        };
        using FrameClient acme = await cells.AcmeAsync();
        string agent = await acme.AskAsync("agent", """{"message":"hello"}""");
        Assert.Equal("accepted", (await acme.AnswerAsync(agent)).GetProperty("payload").GetProperty("status").GetString());
        Assert.True((await acme.CallAsync("health")).GetProperty("payload").GetProperty("second").GetBoolean());
        (ScriptedPeer peer, JsonElement request) = await first.Task;
        await peer.AnswerAsync(request, """{"runId":"r","status":"ok"}""");
        Assert.Equal("ok", (await acme.AnswerAsync(agent)).GetProperty("payload").GetProperty("status").GetString());

        // A third one is an answer to nothing.
        await peer.AnswerAsync(request, """{"runId":"r","status":"ok"}""");
        await acme.CallAsync("health");
        await IngressHost.UntilAsync(() => cells.Host.Refusals("acme") is ["invalid_request"]);
    }

    [Fact]
    public async Task What_a_gateway_keeps_to_itself_is_taken_out()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.OnRequest = static (peer, request) => peer.AnswerAsync(request, """{"path":"/srv/x.sqlite","sessions":[{"key":"agent:main:a","sessionFile":"/srv/a.jsonl","deviceToken":"minted","nested":{"stateDir":"/srv","kept":[1,"\u00e9\n",null,true,1.5e3]}}],"n\u0061me":"kept"}""");
        using FrameClient acme = await cells.AcmeAsync();

        Assert.Equal(
            """{"sessions":[{"key":"agent:main:a","nested":{"kept":[1,"\u00E9\n",null,true,1.5e3]}}],"name":"kept"}""",
            (await acme.CallAsync("sessions.list")).GetProperty("payload").GetRawText());
    }

    [Fact]
    public async Task A_connection_ends_upstream_with_its_client()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        FrameClient acme = await cells.AcmeAsync();
        Assert.Single(cells.A.Peers);
        acme.Dispose();

        await IngressHost.UntilAsync(() => cells.A.Peers.IsEmpty && cells.Host.Connections.Count == 0);
    }

    [Fact]
    public async Task A_credential_in_a_header_connects_too()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await FrameClient.OpenAsync(cells.Host, PlainDoor.Credential("acme"));
        await acme.SendAsync("""{"type":"req","id":"c","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{},"scopes":["operator.read"]}}""");

        Assert.True((await acme.AnswerAsync("c")).GetProperty("ok").GetBoolean());
        Assert.Equal(Read, Assert.Single(cells.A.Connects).GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
    }
}
