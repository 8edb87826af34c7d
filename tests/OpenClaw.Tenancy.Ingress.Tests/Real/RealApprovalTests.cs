using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Approvals of a real gateway that two tenants share: each is told of its own, and resolves no other.</summary>
/// <remarks>The gateway's own operator asks for them, by the method by which a run does: <c>exec.approval.request</c>.</remarks>
[Collection(RealCollection.Name)]
public sealed class RealApprovalTests(SharedWorld world)
{
    // A gateway shows an approval that another connection asked for to admins. So both are, each of its own tenant.
    private const string Scopes = "operator.admin";

    // And of approvals it tells those alone who say that they can show them.
    private const string Caps = ",\"caps\":[\"exec-approvals\"]";

    [Fact]
    public async Task Approval_is_told_to_its_tenant_and_resolved_by_it_alone()
    {
        RealPrograms.SkipWhereAbsent();
        var spy = new OpenGuards(isAsked: true, isAnswered: true);
        await using IngressHost host = await RealShared.BeforeAsync(world.Shared.Gateway, b => b.Services.AddSingleton<IFrameGuards>(spy));
        using FrameClient acme = await FrameClient.ConnectAsync(host, PlainDoor.Credential("acme", Scopes), Caps);
        using FrameClient globex = await FrameClient.ConnectAsync(host, PlainDoor.Credential("globex", Scopes), Caps);
        using FrameClient run = (await RealShared.OwnerAsync(world.Shared.Gateway)).Owner, other = (await RealShared.OwnerAsync(world.Shared.Gateway)).Owner;
        string ofAcme = await AskAsync(run, "acme"), ofGlobex = await AskAsync(other, "globex");

        JsonElement told = (await acme.EventAsync("exec.approval.requested")).GetProperty("payload");
        Assert.Equal(ofAcme, told.GetProperty("id").GetString());
        Assert.Equal("agent:main:approvals", told.GetProperty("request").GetProperty("sessionKey").GetString());
        Assert.Equal("main", told.GetProperty("request").GetProperty("agentId").GetString());
        Assert.Equal(ofGlobex, (await globex.EventAsync("exec.approval.requested")).GetProperty("payload").GetProperty("id").GetString());

        // By its id, by the beginning of it, by one that there is not: the same answer, and nothing is sent on.
        foreach (string id in (string[])[ofAcme, ofAcme[..8], "no-such-approval"])
        {
            foreach (string method in (string[])["exec.approval.resolve", "exec.approval.get"])
            {
                JsonElement answer = await globex.CallAsync(method, $$"""{"id":"{{id}}"{{(method.EndsWith("resolve", StringComparison.Ordinal) ? ",\"decision\":\"allow-once\"" : string.Empty)}}}""");
                Assert.Equal("not_found", answer.GetProperty("error").GetProperty("code").GetString());
            }
        }

        Assert.Equal("not_found", (await globex.CallAsync("exec.approval.waitDecision", $$"""{"id":"{{ofAcme}}"}""")).GetProperty("error").GetProperty("code").GetString());
        Assert.Empty(spy.Forwarded);
        Assert.Equal([ofGlobex], Ids(await globex.CallAsync("exec.approval.list")));
        Assert.Equal([ofAcme], Ids(await acme.CallAsync("exec.approval.list")));

        JsonElement got = (await acme.CallAsync("exec.approval.get", $$"""{"id":"{{ofAcme}}"}""")).GetProperty("payload");
        Assert.Equal(("main", "echo acme"), (got.GetProperty("agentId").GetString(), got.GetProperty("commandText").GetString()));
        JsonElement resolved = await acme.CallAsync("exec.approval.resolve", $$"""{"id":"{{ofAcme}}","decision":"deny"}""");
        Assert.True(resolved.GetProperty("ok").GetBoolean(), resolved.GetRawText());
        Assert.Equal("deny", (await acme.EventAsync("exec.approval.resolved")).GetProperty("payload").GetProperty("decision").GetString());
        Assert.Equal("deny", (await run.AnswerAsync()).GetProperty("payload").GetProperty("decision").GetString());
        Assert.Equal([ofGlobex], Ids(await globex.CallAsync("exec.approval.list")));
        Assert.True((await globex.CallAsync("exec.approval.resolve", $$"""{"id":"{{ofGlobex}}","decision":"deny"}""")).GetProperty("ok").GetBoolean());
        Assert.Equal(ofGlobex, (await globex.EventAsync("exec.approval.resolved")).GetProperty("payload").GetProperty("id").GetString());
        Nothing(globex, ofAcme, "acme");
        Nothing(acme, ofGlobex, "globex");
    }

    [Fact]
    public async Task Approval_by_a_command_inside_a_message_is_refused()
    {
        RealPrograms.SkipWhereAbsent();
        using FrameClient run = (await RealShared.OwnerAsync(world.Shared.Gateway)).Owner;
        string id = await AskAsync(run, "acme");
        foreach ((string tenant, string scopes) in ((string, string)[])[("globex", Scopes), ("acme", "operator.write")])
        {
            using FrameClient client = await world.Shared.ConnectAsync(tenant, scopes);
            JsonElement answer = await client.CallAsync("chat.send", $$"""{"sessionKey":"approvals","message":"/approve {{id}} allow-once","idempotencyKey":"by-message"}""");
            Assert.Equal("invalid_request", answer.GetProperty("error").GetProperty("code").GetString());
        }

        JsonElement pending = (await world.Shared.Owner.CallAsync("exec.approval.list")).GetProperty("payload");
        Assert.Contains(pending.EnumerateArray(), a => a.GetProperty("id").GetString() == id);
        Assert.True((await world.Shared.Owner.CallAsync("exec.approval.resolve", $$"""{"id":"{{id}}","decision":"deny"}""")).GetProperty("ok").GetBoolean());
    }

    // Answered twice, the second time when it is resolved. So whoever asks asks nothing else.
    private static async Task<string> AskAsync(FrameClient run, string tenant)
    {
        string agent = RealShared.Agent(tenant);
        JsonElement asked = await run.CallAsync("exec.approval.request", $$"""{"command":"echo {{tenant}}","cwd":"/srv/{{tenant}}","host":"gateway","agentId":"{{agent}}","sessionKey":"agent:{{agent}}:approvals","timeoutMs":600000,"twoPhase":true,"requireDeliveryRoute":false}""");
        Assert.True(asked.GetProperty("ok").GetBoolean(), asked.GetRawText());
        return asked.GetProperty("payload").GetProperty("id").GetString()!;
    }

    private static string[] Ids(JsonElement answer)
    {
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
        return [.. answer.GetProperty("payload").EnumerateArray().Select(static a => a.GetProperty("id").GetString()!)];
    }

    private static void Nothing(FrameClient client, string id, string tenant)
    {
        string seen = string.Join('\n', client.Seen);
        foreach (string secret in (string[])[id, $"echo {tenant}", $"/srv/{tenant}", RealShared.Agent(tenant)])
        {
            Assert.DoesNotContain(secret, seen, StringComparison.Ordinal);
        }
    }
}
