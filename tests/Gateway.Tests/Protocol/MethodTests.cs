using System.Text.Json;
using Gateway.Tests.Support;
using OpenClaw.Tenancy.Samples.Gateway.Demo;

namespace Gateway.Tests.Protocol;

/// <summary>What a connection may ask, and what it is told.</summary>
public sealed class MethodTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private RunningGateway Gateway => shared.Gateway;

    [Fact]
    public async Task Run_is_told_to_its_own_tenants_connections_alone()
    {
        using ProtocolPeer sender = await ProtocolPeer.ConnectAsync(Gateway, Gateway.Member("acme"));
        using ProtocolPeer colleague = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("acme", "colleague", "operator.read"));
        using ProtocolPeer approver = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("acme", "approver", "operator.approvals"));
        using ProtocolPeer foreign = await ProtocolPeer.ConnectAsync(Gateway, Gateway.Member("globex"));

        JsonElement started = await sender.PayloadAsync("chat.send", new { message = "hello canary-acme" });
        string run = started.GetProperty("runId").GetString()!;
        foreach (ProtocolPeer peer in (ProtocolPeer[])[sender, colleague])
        {
            // Runs of the tests before it may end only now.
            JsonElement final = (await peer.EventAsync("chat", p => p.GetProperty("state").GetString() == "final" && p.GetProperty("runId").GetString() == run))!.Value;
            Assert.Equal(started.GetProperty("sessionKey").GetString(), final.GetProperty("sessionKey").GetString());
            Assert.Contains("canary-acme", final.GetProperty("message").GetProperty("content").GetString(), StringComparison.Ordinal);
        }

        await foreign.PayloadAsync("chat.send", new { message = "mine" });
        await foreign.EventAsync("chat", static p => p.GetProperty("state").GetString() == "final");
        await approver.PayloadAsync("approval.list");
        Assert.DoesNotContain("canary-acme", foreign.Kept(), StringComparison.Ordinal);
        Assert.DoesNotContain("chat", approver.Kept(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_and_history_are_the_tenants_own_and_foreign_is_absent()
    {
        Chatted own = await Gateway.ChatAsync(Gateway.Member("acme"), "hello");
        Chatted foreign = await Gateway.ChatAsync(Gateway.Member("globex"), "secret of globex");
        using ProtocolPeer peer = await ProtocolPeer.ConnectAsync(Gateway, Gateway.Member("acme"));

        string sessions = (await peer.PayloadAsync("sessions.list", new { limit = 200 })).GetRawText();
        Assert.Contains(own.Session, sessions, StringComparison.Ordinal);
        Assert.DoesNotContain(foreign.Session, sessions, StringComparison.Ordinal);
        Assert.Equal(2, (await peer.PayloadAsync("chat.history", new { sessionKey = own.Session })).GetProperty("messages").GetArrayLength());

        TrailWatch watch = await Gateway.WatchAsync();
        string there = Without(await peer.AskAsync("chat.history", new { sessionKey = foreign.Session }));
        string nowhere = Without(await peer.AskAsync("chat.history", new { sessionKey = "s00000000000000000000000000000000" }));
        Assert.Equal(there, nowhere);
        Assert.Contains("not_found", there, StringComparison.Ordinal);
        Assert.Equal(["not_found", "not_found"], await watch.NewInAsync("acme"));
        Assert.Equal("not_found", await peer.RefusalAsync("chat.send", new { message = "x", sessionKey = foreign.Session }));
        Assert.Equal("not_found", await peer.RefusalAsync("chat.abort", new { runId = foreign.Run }));
        Assert.Equal("invalid_request", await peer.RefusalAsync("chat.abort", new { runId = "../x" }));
    }

    [Fact]
    public async Task Run_is_aborted_once()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(ScriptedAgent.In(agent));
        using ProtocolPeer peer = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        string run = (await peer.PayloadAsync("chat.send", new { message = "x" })).GetProperty("runId").GetString()!;
        agent.Say("begun");
        await peer.EventAsync("chat", static p => p.GetProperty("state").GetString() == "delta");

        Assert.True((await peer.PayloadAsync("chat.abort", new { runId = run })).GetProperty("aborted").GetBoolean());

        Assert.Equal(run, (await peer.EventAsync("chat", static p => p.GetProperty("state").GetString() == "aborted"))!.Value.GetProperty("runId").GetString());
        await agent.Interrupted;
    }

    [Fact]
    public async Task Approval_is_told_to_those_who_may_answer_and_answered_by_somebody_else()
    {
        using ProtocolPeer asker = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("acme", "asker", "operator.write", "operator.approvals"));
        using ProtocolPeer approver = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("acme", "approver", "operator.approvals"));
        using ProtocolPeer member = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("acme", "member", "operator.write"));
        using ProtocolPeer foreign = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("globex", "approver", "operator.write", "operator.approvals"));

        // Who watches has begun to when he has been asked for what there is.
        await approver.PayloadAsync("approval.list");
        string run = (await asker.PayloadAsync("chat.send", new { message = "!exec ls" })).GetProperty("runId").GetString()!;
        JsonElement requested = (await approver.EventAsync("exec.approval.requested", p => p.GetProperty("approval").GetProperty("runId").GetString() == run))!.Value;
        string id = requested.GetProperty("approval").GetProperty("id").GetString()!;

        Assert.Equal("pending", (await approver.PayloadAsync("approval.get", new { id })).GetProperty("approval").GetProperty("status").GetString());
        Assert.Equal("not_found", await foreign.RefusalAsync("approval.get", new { id }));
        Assert.Equal("not_found", await foreign.RefusalAsync("approval.resolve", new { id, decision = "allow-once" }));
        Assert.Equal("scope_missing", await member.RefusalAsync("approval.resolve", new { id, decision = "allow-once" }));
        Assert.NotNull(await asker.RefusalAsync("approval.resolve", new { id, decision = "allow-once" }));
        JsonElement resolved = await approver.PayloadAsync("approval.resolve", new { id, kind = "exec", decision = "allow-once" });
        Assert.True(resolved.GetProperty("applied").GetBoolean());
        Assert.Equal("allowed", resolved.GetProperty("approval").GetProperty("status").GetString());
        Assert.NotNull(await approver.EventAsync("exec.approval.resolved", p => p.GetProperty("approval").GetProperty("id").GetString() == id));
        await member.EventAsync("chat", p => p.GetProperty("runId").GetString() == run && p.GetProperty("state").GetString() == "final");
        await foreign.PayloadAsync("approval.list");
        Assert.DoesNotContain("approval.requested", member.Kept(), StringComparison.Ordinal);
        Assert.DoesNotContain(id, foreign.Kept(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slash_approve_in_a_chat_is_words()
    {
        using ProtocolPeer writer = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("acme", "writer", "operator.write"));
        using ProtocolPeer approver = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("acme", "approver", "operator.approvals"));
        await approver.PayloadAsync("approval.list");
        string run = (await writer.PayloadAsync("chat.send", new { message = "!exec rm" })).GetProperty("runId").GetString()!;
        string id = (await approver.EventAsync("exec.approval.requested", p => p.GetProperty("approval").GetProperty("runId").GetString() == run))!.Value.GetProperty("approval").GetProperty("id").GetString()!;

        await writer.PayloadAsync("chat.send", new { message = $"/approve {id} allow-once" });
        await writer.EventAsync("chat", p => p.GetProperty("runId").GetString() != run && p.GetProperty("state").GetString() == "final");

        Assert.Equal("pending", (await approver.PayloadAsync("approval.get", new { id })).GetProperty("approval").GetProperty("status").GetString());
        await approver.PayloadAsync("approval.resolve", new { id, decision = "deny" });
    }

    [Fact]
    public async Task Unclassified_method_takes_the_admins_scope()
    {
        using ProtocolPeer member = await ProtocolPeer.ConnectAsync(Gateway, Gateway.Member("acme"));
        using ProtocolPeer admin = await ProtocolPeer.ConnectAsync(Gateway, Gateway.Admin("acme"));
        TrailWatch watch = await Gateway.WatchAsync();
        Assert.Equal("scope_missing", await member.RefusalAsync("unheard.of"));
        Assert.Equal("scope_missing", await member.RefusalAsync("config.set", new { }));
        Assert.Equal("invalid_request", await admin.RefusalAsync("unheard.of"));
        Assert.Equal("invalid_request", await admin.RefusalAsync("config.set", new { }));
        Assert.Equal(["invalid_request", "invalid_request", "scope_missing", "scope_missing"], (await watch.NewInAsync("acme")).Order());
    }

    [Fact]
    public async Task Id_that_was_asked_already_is_not_done_twice()
    {
        using ProtocolPeer peer = await ProtocolPeer.ConnectAsync(Gateway, Gateway.TokenOf("acme", "twice", "operator.write"));
        Assert.Null(await peer.RefusalAsync("chat.send", new { message = "once" }, id: "same"));
        Assert.Equal("invalid_request", await peer.RefusalAsync("chat.send", new { message = "twice" }, id: "same"));
    }

    [Theory]
    [InlineData("chat.send", """{}""")]
    [InlineData("chat.send", """{"message":""}""")]
    [InlineData("chat.send", """{"message":"x","unknown":1}""")]
    [InlineData("chat.send", """{"message":"x","tenant":"acme"}""")]
    [InlineData("chat.history", """{"sessionKey":7}""")]
    [InlineData("sessions.list", """{"limit":0}""")]
    [InlineData("sessions.list", """{"limit":201}""")]
    [InlineData("sessions.list", """{"cursor":"nonsense"}""")]
    [InlineData("sessions.list", """[]""")]
    public async Task Bad_parameters_are_refused_in_one_record(string method, string parameters)
    {
        using ProtocolPeer peer = await ProtocolPeer.ConnectAsync(Gateway, Gateway.Member("acme"));
        TrailWatch watch = await Gateway.WatchAsync();
        await peer.SendAsync($$"""{"type":"req","id":"p1","method":"{{method}}","params":{{parameters}}}""");
        Assert.Equal("invalid_request", await peer.RefusalAsync("sessions.list", new { limit = -1 }));
        Assert.Contains("\"p1\",\"ok\":false,\"error\":{\"code\":\"invalid_request\"", peer.Kept(), StringComparison.Ordinal);
        Assert.Equal(["invalid_request", "invalid_request"], await watch.NewInAsync("acme"));
    }

    [Theory]
    [InlineData("nonsense", 1007, "invalid_request")]
    [InlineData("""{"type":"req","id":"1"}""", 1007, "invalid_request")]
    [InlineData("""{"type":"res","id":"1","method":"sessions.list"}""", 1007, "invalid_request")]
    [InlineData("""{"type":"req","id":"","method":"sessions.list"}""", 1007, "invalid_request")]
    [InlineData("""{"type":"req","id":"1","method":"chat.send","params":{"message":"x","message":"y"}}""", 1007, "invalid_request")]
    [InlineData("""{"type":"req","id":"1","method":"sessions.list","tenant":"globex"}""", 1008, "selector_mismatch")]
    [InlineData("""{"type":"req","id":"1","method":"sessions.list","params":{"tenantId":"globex"}}""", 1008, "selector_mismatch")]
    public async Task Frame_that_is_none_ends_the_connection_in_one_record(string frame, int status, string reason)
    {
        using ProtocolPeer peer = await ProtocolPeer.ConnectAsync(Gateway, Gateway.Member("acme"));
        TrailWatch watch = await Gateway.WatchAsync();
        await peer.SendAsync(frame);
        Assert.Equal((status, reason), await peer.ClosedAsync());
        Assert.Equal([reason], await watch.NewInAsync("acme"));
        Assert.Equal(0, await watch.NewElsewhereAsync("acme"));
    }

    // Without the id of the request, by which alone two answers differ.
    private static string Without(JsonElement answer) => answer.GetRawText().Replace(answer.GetProperty("id").GetString()!, string.Empty, StringComparison.Ordinal);
}
