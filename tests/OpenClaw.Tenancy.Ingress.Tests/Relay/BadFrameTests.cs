using System.Net.WebSockets;
using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Ingress.Tests.Relay;

/// <summary>What a client must not send: one refusal, one record, and nothing of it upstream.</summary>
public sealed class BadFrameTests
{
    public static TheoryData<string, int> Frames => new()
    {
        { """{"type":"req","id":"connect","method":"health"}""", 1007 },
        { """{"type":"req","id":"x","method":"health","tenantish":1}""", 1007 },
        { """{"type":"req","id":"x","method":"health","expectedProfileId":"p"}""", 1007 },
        { """{"type":"req","id":"x","id":"y","method":"health"}""", 1007 },
        { """{"type":"req","id":"x","method":"heal\u0074h"}""", 1007 },
        { """{"type":"req","id":"","method":"health"}""", 1007 },
        { """{"type":"req","id":7,"method":"health"}""", 1007 },
        { """{"type":"res","id":"x","ok":true,"payload":{}}""", 1007 },
        { """{"type":"event","event":"chat","payload":{}}""", 1007 },
        { """{"type":"req","id":"x","method":"health"} {"type":"req","id":"y","method":"health"}""", 1007 },
        { """[{"type":"req","id":"x","method":"health"}]""", 1007 },
        { "no json", 1007 },
        { """{"type":"req","id":"x","method":"chat.history","params":{"tenantId":"globex"}}""", 1008 },
    };

    // Each brings a good credential, so that it is the frame that is refused.
    public static TheoryData<string> FirstFrames =>
    [
        """{"type":"req","id":"x","method":"health","params":{"minProtocol":4,"maxProtocol":4,"client":{},CREDENTIAL}}""",
        """{"type":"req","id":"x","method":"connect"}""",
        """{"type":"req","id":"x","method":"connect","params":[]}""",
        """{"type":"req","id":"x","method":"connect","params":{"minProtocol":5,"maxProtocol":5,"client":{},CREDENTIAL}}""",
        """{"type":"req","id":"x","method":"connect","params":{"minProtocol":1,"maxProtocol":3,"client":{},CREDENTIAL}}""",
        """{"type":"req","id":"x","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"role":"node","client":{},CREDENTIAL}}""",
        """{"type":"req","id":"x","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{},"workerRuns":{},CREDENTIAL}}""",
        """{"type":"req","id":"x","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{},"client":{},CREDENTIAL}}""",
        """{"type":"req","id":"x","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{},CREDENTIAL,CREDENTIAL}}""",
        """{"type":"req","id":"x","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{},"scopes":"operator.admin",CREDENTIAL}}""",
        """{"type":"req","id":"x","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{},"scopes":[7],CREDENTIAL}}""",
        """{"type":"res","id":"x","ok":true,"payload":{"minProtocol":4,"maxProtocol":4,"client":{},CREDENTIAL}}""",
        "{",
    ];

    [Theory]
    [CountsCases("attacks/frames", "frames that a client must not send, at the ingress")]
    [MemberData(nameof(Frames))]
    public async Task A_bad_frame_ends_the_connection(string frame, int status)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();
        await acme.SendAsync(frame);

        Assert.Equal(status, (await acme.ClosedAsync()).Status);
        await IngressHost.UntilAsync(() => cells.Host.Refusals("acme").Length != 0);
        Assert.Single(cells.Host.Refusals("acme"));
        Assert.Empty(cells.A.Requests);
        Assert.Empty(cells.B.Upgrades);
    }

    [Theory]
    [CountsCases("attacks/frames", "frames that a client must not send, at the ingress")]
    [MemberData(nameof(FirstFrames))]
    public async Task Nothing_comes_before_a_connect(string frame)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await FrameClient.OpenAsync(cells.Host);
        await acme.SendAsync(frame.Replace("CREDENTIAL", $"\"auth\":{{\"token\":\"{PlainDoor.Credential("acme")}\"}}", StringComparison.Ordinal));

        Assert.InRange((await acme.ClosedAsync()).Status, 1007, 1008);
        Assert.Empty(cells.A.Upgrades);
        Assert.Single(cells.Host.Ledger.Emitted, static r => r.Outcome == Auditing.AuditOutcome.Denied);
    }

    [Fact]
    public async Task Too_much_and_another_kind_end_it_too()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient large = await cells.AcmeAsync();
        await large.SendAsync($$$"""{"type":"req","id":"x","method":"chat.send","params":{"message":"{{{new string('a', 1024 * 1024)}}}"}}""");
        Assert.Equal(1009, (await large.ClosedAsync()).Status);
        using FrameClient binary = await cells.AcmeAsync();
        await binary.SendAsync("""{"type":"req","id":"x","method":"health"}""", WebSocketMessageType.Binary);
        Assert.Equal(1007, (await binary.ClosedAsync()).Status);

        Assert.Empty(cells.A.Requests);
        Assert.Equal(2, cells.Host.Refusals("acme").Length);
    }

    [Theory]
    [InlineData("connect", "operator.admin", "invalid_request")]
    [InlineData("connect", "operator.read", "scope_missing")]
    [InlineData("device.token.rotate", "operator.admin", "invalid_request")]
    [InlineData("secrets.resolve", "operator.admin", "invalid_request")]
    [InlineData("node.event", "operator.admin", "invalid_request")]
    [InlineData("nobody.knows.this", "operator.admin", "invalid_request")]
    [InlineData("nobody.knows.this", "operator.write", "scope_missing")]
    [InlineData("chat.send", "operator.read", "scope_missing")]
    [InlineData("config.patch", "operator.write", "scope_missing")]
    [InlineData("exec.approval.resolve", "operator.write", "scope_missing")]
    public async Task What_a_caller_may_not_do_is_refused_and_not_sent(string method, string scopes, string code)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync(scopes);

        Assert.Equal(code, (await acme.CallAsync(method)).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal([code], cells.Host.Refusals("acme"));
        Assert.Empty(cells.A.Requests);

        // And it goes on.
        JsonElement health = await acme.CallAsync("health");
        Assert.Equal(scopes != "operator.approvals", health.GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData("chat.send", """{"message":"/approve ap-1 allow-once"}""")]
    [InlineData("chat.send", """{"message":"  \n/APPROVE ap-1 allow-once"}""")]
    [InlineData("chat.send", """{"message":"hello\n\u200b/approve ap-1"}""")]
    [InlineData("chat.send", """{"message":"\u002fapprove ap-1"}""")]
    [InlineData("sessions.send", """{"key":"agent:main:main","message":"/config set a b"}""")]
    [InlineData("agent", """{"message":"/config unset gateway"}""")]
    [InlineData("sessions.steer", """{"text":"/restart"}""")]
    [InlineData("sessions.create", """{"task":"/mcp set x"}""")]
    [InlineData("chat.send", """{"message":"! cat /etc/passwd"}""")]
    [InlineData("chat.send", """{"content":[{"type":"text","text":"/plugins enable x"}]}""")]
    [InlineData("chat.send", """{"message":"do it /exec security=full ask=off"}""")]
    [InlineData("chat.send", """{"message":"do it\\n/exec security=full"}""")]
    [InlineData("chat.send", """{"message":"[x]/approve ap-1 allow-once"}""")]
    [InlineData("chat.send", """{"message":"a\ufeff/elevated full"}""")]
    [InlineData("chat.send", """{"message":"/think high/exec security=full"}""")]
    [InlineData("chat.send", """{"message":"somebody: ! cat /etc/passwd"}""")]
    public async Task A_command_in_a_chat_takes_the_scope_of_what_it_does(string method, string parameters)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient writer = await cells.AcmeAsync();
        Assert.Equal("scope_missing", (await writer.CallAsync(method, parameters)).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(["scope_missing"], cells.Host.Refusals("acme"));
        Assert.Empty(cells.A.Requests);

        using FrameClient admin = await cells.AcmeAsync("operator.admin");
        Assert.True((await admin.CallAsync(method, parameters)).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task A_chat_that_only_speaks_of_commands_is_a_chat()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient acme = await cells.AcmeAsync();

        Assert.True((await acme.CallAsync("chat.send", """{"message":"what do config and src/config do? and 1/2? /the/config, https://exec.test/exec, ok! /status"}""")).GetProperty("ok").GetBoolean());
    }

    [Fact]
    public async Task As_many_requests_wait_as_may()
    {
        await using TwoCells cells = await TwoCells.StartAsync(static c => c.MaxPendingRequests = 3);
        cells.A.OnRequest = static (_, _) => Task.CompletedTask;
        using FrameClient acme = await cells.AcmeAsync();
        for (int i = 0; i < 3; i++)
        {
            await acme.AskAsync("health");
        }

        JsonElement refused = (await acme.CallAsync("health")).GetProperty("error");
        Assert.Equal("rate_limited", refused.GetProperty("code").GetString());
        Assert.True(refused.GetProperty("retryable").GetBoolean());
        Assert.Equal(["rate_limited"], cells.Host.Refusals("acme"));
        await IngressHost.UntilAsync(() => cells.A.Requests.Count == 3);
    }
}
