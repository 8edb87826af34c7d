using System.Net.WebSockets;
using System.Text.Json;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Relay;

/// <summary>What a gateway must not do: its own tenant learns that something failed, and nobody learns more.</summary>
public sealed class BadGatewayTests
{
    public static TheoryData<string> Malformed =>
    [
        "no json",
        """{"type":"req","id":"1","method":"health"}""",
        """{"type":"res","id":"2","ok":true,"error":{}}""",
        """{"type":"res","id":"2","ok":false}""",
        """{"type":"event"}""",
        """{"type":"event","event":"chat","event":"tick"}""",
        "[]",
    ];

    public static TheoryData<string> Hellos =>
    [
        """{"type":"hello-ok","protocol":3,"server":{"version":"1"},"auth":{"role":"operator","scopes":[]},"policy":{"maxPayload":1,"maxBufferedBytes":1,"tickIntervalMs":1}}""",
        """{"type":"hello-ok","protocol":4,"server":{"version":"1"},"auth":{"role":"node","scopes":[]},"policy":{"maxPayload":1,"maxBufferedBytes":1,"tickIntervalMs":1}}""",
        """{"type":"hello-ok","protocol":4,"server":{"version":"<script>"},"auth":{"role":"operator","scopes":[]},"policy":{"maxPayload":1,"maxBufferedBytes":1,"tickIntervalMs":1}}""",
        """{"type":"hello-ok","protocol":4,"server":{"version":"1"},"auth":{"role":"operator","scopes":[]},"policy":{}}""",
        "{}",
        "null",
    ];

    [Fact]
    public async Task Answers_to_nothing_go_to_nobody()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.OnRequest = static async (peer, request) =>
        {
            await peer.SendAsync("""{"type":"res","id":"999","ok":true,"payload":{"stray":1}}""");
            await peer.SendAsync("""{"type":"res","id":"02","ok":true,"payload":{"stray":2}}""");
            await peer.SendAsync("""{"type":"res","id":"connect","ok":true,"payload":{"stray":3}}""");
            await peer.AnswerAsync(request, """{"real":true}""");
            await peer.AnswerAsync(request, """{"stray":4}""");
        };
        using FrameClient acme = await cells.AcmeAsync();

        Assert.True((await acme.CallAsync("health")).GetProperty("payload").GetProperty("real").GetBoolean());
        Assert.True((await acme.CallAsync("health")).GetProperty("payload").GetProperty("real").GetBoolean());
        await IngressHost.UntilAsync(() => cells.Host.Refusals("acme").Length == 8);
        Assert.All(cells.Host.RefusalsOf("acme"), static r => Assert.Equal("gateway:answer", r.Action));
    }

    [Fact]
    public async Task Event_that_is_none_of_the_protocol_goes_to_nobody_and_is_one_record_of_each_kind()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        await IngressHost.UntilAsync(() => cells.A.Peers.Count == 1);
        for (int i = 0; i < 3; i++)
        {
            await cells.A.Peers.Keys.Single().SendAsync("""{"type":"event","event":"config.dumped","payload":{"secret":1}}""");
            await cells.A.Peers.Keys.Single().SendAsync("""{"type":"event","event":"no.such","payload":{"secret":1}}""");
        }

        for (int i = 0; i < 40; i++)
        {
            await cells.A.Peers.Keys.Single().SendAsync($$$"""{"type":"event","event":"kind-{{{i}}}","payload":{}}""");
        }

        await cells.A.Peers.Keys.Single().SendAsync("""{"type":"event","event":"tick","payload":{}}""");
        Assert.Equal("tick", (await acme.EventAsync()).GetProperty("event").GetString());
        AuditEnvelope[] records = cells.Host.RefusalsOf("acme");
        Assert.Equal(["config.dumped", "no.such", "kind-0"], records.Take(3).Select(static r => r.ResourceId));
        Assert.Equal(16, records.Length);
        Assert.All(records, static r => Assert.Equal(("gateway:event", "invalid_request"), (r.Action, r.ReasonCode)));
    }

    [Fact]
    public async Task A_gateway_that_answers_to_nothing_all_the_time_is_left()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.OnRequest = static async (peer, _) =>
        {
            for (int i = 0; i < 100; i++)
            {
                await peer.SendAsync("""{"type":"res","id":"999","ok":true,"payload":{}}""");
            }
        };
        using FrameClient acme = await cells.AcmeAsync();
        await acme.AskAsync("health");

        Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_not_waited_for()
    {
        await using TwoCells cells = await TwoCells.StartAsync(static c => c.RequestTimeout = TimeSpan.FromMilliseconds(50));
        var late = new TaskCompletionSource<(ScriptedPeer Peer, JsonElement Request)>();
        cells.A.OnRequest = (peer, request) =>
        {
            late.TrySetResult((peer, request));
            return Task.CompletedTask;
        };
        using FrameClient acme = await cells.AcmeAsync();

        Assert.Equal("dependency_unavailable", (await acme.CallAsync("health")).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(["dependency_unavailable"], cells.Host.Refusals("acme"));
        (ScriptedPeer gateway, JsonElement request) = await late.Task;
        await gateway.AnswerAsync(request);
        await IngressHost.UntilAsync(() => cells.Host.Refusals("acme").Length == 2);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task What_no_gateway_says_ends_the_connection(string frame)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.OnRequest = (peer, _) => peer.SendAsync(frame);
        using FrameClient acme = await cells.AcmeAsync();
        using FrameClient globex = await cells.GlobexAsync();
        await acme.AskAsync("health");

        Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
        Assert.Equal(["dependency_unavailable"], cells.Host.Refusals("acme"));
        Assert.True((await globex.CallAsync("health")).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Hellos))]
    public async Task What_is_no_hello_lets_nobody_in(string hello)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.Hello = hello;
        using FrameClient acme = await FrameClient.OpenAsync(cells.Host);
        await acme.SendAsync(FrameClient.Connect(PlainDoor.Credential("acme")));

        Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
        Assert.Equal(["dependency_unavailable"], cells.Host.Refusals("acme"));
    }

    [Fact]
    public async Task Too_large_a_frame_ends_the_connection()
    {
        await using TwoCells cells = await TwoCells.StartAsync(static c => c.MaxFrameBytes = 100_000);
        cells.A.OnRequest = static (peer, request) => peer.AnswerAsync(request, $$"""{"much":"{{new string('a', 100_000)}}"}""");
        using FrameClient acme = await cells.AcmeAsync();
        await acme.AskAsync("health");

        Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
    }

    [Theory]
    [InlineData("closes")]
    [InlineData("breaks")]
    public async Task The_end_of_a_gateway_is_the_end_of_the_connection(string how)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        await IngressHost.UntilAsync(() => cells.A.Peers.Count == 1);
        ScriptedPeer peer = cells.A.Peers.Keys.First();
        if (how == "closes")
        {
            await peer.Socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "service restart", CancellationToken.None);
        }
        else
        {
            peer.Socket.Abort();
        }

        Assert.Equal((1011, "dependency_unavailable"), await acme.ClosedAsync());
    }

    [Fact]
    public async Task The_credential_of_a_gateway_comes_back_in_nothing()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        cells.A.OnRequest = async (peer, request) =>
        {
            string token = JsonSerializer.Serialize(cells.A.Token);
            await peer.TellAsync("chat", $$"""{"text":{{token}}}""");
            await peer.TellAsync("tick");
            await (request.GetProperty("method").GetString() == "health"
                ? peer.SendAsync($$$"""{"type":"res","id":{{{request.GetProperty("id").GetRawText()}}},"ok":false,"error":{"code":"X","message":{{{token}}}}}""")
                : peer.AnswerAsync(request, $$"""{"deep":[{"env":"TOKEN={{cells.A.Token}}"}]}"""));
        };
        using FrameClient acme = await cells.AcmeAsync();
        foreach (string method in (string[])["health", "config.get"])
        {
            JsonElement answer = await acme.CallAsync(method);
            Assert.Equal("policy_forbid", answer.GetProperty("error").GetProperty("code").GetString());
            Assert.Equal("tick", (await acme.EventAsync()).GetProperty("event").GetString());
        }

        Assert.Equal(["policy_forbid", "policy_forbid", "policy_forbid", "policy_forbid"], cells.Host.Refusals("acme"));
    }
}
