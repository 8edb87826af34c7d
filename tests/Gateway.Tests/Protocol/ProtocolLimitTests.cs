using System.Text.Json;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;

namespace Gateway.Tests.Protocol;

/// <summary>A socket is no way round the limits of HTTP: both count together.</summary>
public sealed class ProtocolLimitTests
{
    [Fact]
    public async Task Quota_of_messages_is_one_for_the_socket_and_for_HTTP()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(Configured.Limits("""{"Quotas":{"PerTenant":{"HardMessages":2}}}"""));
        using ProtocolPeer peer = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        using ProtocolPeer other = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("globex"));

        // What never became a run is given back.
        Assert.Equal("not_found", await peer.RefusalAsync("chat.send", new { message = "x", sessionKey = "s00000000000000000000000000000000" }));
        Assert.Equal(200, (await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"one"}""")).Status);
        Assert.Null(await peer.RefusalAsync("chat.send", new { message = "two" }));
        await peer.EventAsync("chat", static p => p.GetProperty("state").GetString() == "final");

        Assert.Equal("quota_exceeded", await peer.RefusalAsync("chat.send", new { message = "three" }));
        Assert.Equal(402, (await gateway.SendAsync("POST", "/api/v1/chat", gateway.Member("acme"), """{"message":"three"}""")).Status);
        Assert.Null(await other.RefusalAsync("chat.send", new { message = "mine" }));
    }

    [Fact]
    public async Task Rate_is_one_for_the_socket_and_for_HTTP()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(Configured.Limits("""{"Requests":{"PerTenant":{"RequestsPerSecond":0.01,"Burst":3},"PerUser":{"Concurrent":50}}}"""));
        using ProtocolPeer peer = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        using ProtocolPeer other = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("globex"));
        List<string?> codes = [];
        for (int i = 0; i < 5; i++)
        {
            codes.Add(await peer.RefusalAsync("sessions.list", new { limit = 1 }));
        }

        Assert.Equal("rate_limited", codes[^1]);
        Assert.Equal(429, (await gateway.SendAsync("GET", "/api/v1/sessions", gateway.Member("acme"))).Status);
        Assert.Null(await other.RefusalAsync("sessions.list", new { limit = 1 }));
    }

    [Fact]
    public async Task One_watcher_of_approvals_too_many_is_told_so_and_not_left_without_them()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(static s => s.Configure<ApprovalOptions>(static o => o.MaxWatchers = 1));
        using ProtocolPeer first = await ProtocolPeer.ConnectAsync(gateway, gateway.TokenOf("acme", "first", "operator.approvals"));
        await first.PayloadAsync("approval.list");
        using ProtocolPeer second = await ProtocolPeer.ConnectAsync(gateway, gateway.TokenOf("acme", "second", "operator.approvals"));
        using ProtocolPeer foreign = await ProtocolPeer.ConnectAsync(gateway, gateway.TokenOf("globex", "third", "operator.approvals"));

        Assert.Equal((1008, "too_slow"), await second.ClosedAsync());
        await first.PayloadAsync("approval.list");
        await foreign.PayloadAsync("approval.list");
    }

    [Fact]
    public async Task Connection_that_can_be_told_nothing_is_closed()
    {
        await using RunningGateway gateway = await RunningGateway.StartAsync(static s => s.Configure<EventOptions>(static o => o.MaxSubscribersPerTenant = 1));
        using ProtocolPeer first = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        using ProtocolPeer second = await ProtocolPeer.OpenAsync(gateway);
        await second.SendAsync($$"""{"type":"req","id":"1","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"auth":{"token":"{{gateway.Member("acme")}}"} } }""");

        Assert.Equal((1008, "rate_limited"), await second.ClosedAsync());
        using ProtocolPeer foreign = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("globex"));
        Assert.Null(await first.RefusalAsync("sessions.list"));
    }

    [Fact]
    public async Task Turn_that_is_aborted_when_the_agent_has_spoken_counts()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(s =>
        {
            Configured.Limits("""{"Quotas":{"PerTenant":{"HardMessages":1}}}""")(s);
            ScriptedAgent.In(agent)(s);
        });
        using ProtocolPeer peer = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        string run = (await peer.PayloadAsync("chat.send", new { message = "one" })).GetProperty("runId").GetString()!;
        agent.Say("the whole answer");
        await peer.EventAsync("chat", static p => p.GetProperty("state").GetString() == "delta");
        await peer.PayloadAsync("chat.abort", new { runId = run });
        await agent.Interrupted;
        await Idle.AsyncOf(gateway);

        Assert.Equal("quota_exceeded", await peer.RefusalAsync("chat.send", new { message = "two" }));
        Answer usage = await gateway.SendAsync("GET", "/api/v1/usage", gateway.Member("acme"));
        Assert.Equal(1, JsonDocument.Parse(usage.Body).RootElement.GetProperty("totals").GetProperty("message_count").GetInt64());
    }

    [Fact]
    public async Task Turn_that_outlives_its_caller_gives_nothing_back_when_the_agent_has_spoken()
    {
        var agent = new ScriptedAgent();
        await using RunningGateway gateway = await RunningGateway.StartAsync(s =>
        {
            Configured.Limits("""{"Quotas":{"PerTenant":{"HardMessages":1}}}""")(s);
            ScriptedAgent.In(agent)(s);
        });
        using ProtocolPeer mortal = await ProtocolPeer.ConnectAsync(gateway, gateway.TokenOf("acme", "mortal", "operator.read", "operator.write"));
        using ProtocolPeer other = await ProtocolPeer.ConnectAsync(gateway, gateway.Member("acme"));
        await mortal.PayloadAsync("chat.send", new { message = "one" });
        agent.Say("the whole answer");
        await other.EventAsync("chat", static p => p.GetProperty("state").GetString() == "delta");
        await gateway.ChangeAsync(DirectoryChange.RevokeMember(TenantId.From("acme"), DevelopmentWorld.Issuer, "mortal", mayReturn: false));
        await agent.Interrupted;
        await Idle.AsyncOf(gateway);

        Assert.Equal("quota_exceeded", await other.RefusalAsync("chat.send", new { message = "two" }));
    }
}
