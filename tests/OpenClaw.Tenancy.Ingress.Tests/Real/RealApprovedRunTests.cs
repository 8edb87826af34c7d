using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Ingress.Tests.Sample;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Runs of two tenants that ask at the same time whether they may run a command, and are given leave by the official client of their own tenant.</summary>
[Collection(RealCollection.Name)]
public sealed class RealApprovedRunTests(RealCells cells, SharedWorld world)
{
    private const string Scopes = "operator.admin";

    [Fact]
    public async Task Run_on_a_shared_gateway_asks_its_tenant_and_goes_on_by_its_leave()
    {
        RealPrograms.SkipWhereAbsent();
        await GoThroughAsync(world.Shared.Host.Address, world.Shared.Model, "shared", static t => PlainDoor.Credential(t, Scopes));
    }

    [Fact]
    public async Task Run_behind_the_sample_asks_its_tenant_where_its_configuration_shares_admin()
    {
        RealPrograms.SkipWhereAbsent();
        using ExampleConfig config = ExampleConfig.Shared(world.Shared.Gateway.Address, ("\"sharesAdmin\": false", "\"sharesAdmin\": true"));
        await using SampleProgram sample = await SampleProgram.StartAsync(config.File, ("SHARED_GATEWAY_TOKEN", world.Shared.Gateway.Token));
        await GoThroughAsync(sample.Of("acme").Address, world.Shared.Model, "sample", t => sample.Of(t).Token);
    }

    [Fact]
    public async Task Run_on_a_cell_asks_its_tenant_and_goes_on_by_its_leave()
    {
        RealPrograms.SkipWhereAbsent();
        await GoThroughAsync(cells.Host.Address, cells.Model, "cell", static t => PlainDoor.Credential(t, Scopes));
    }

    [Fact]
    public async Task Run_whose_tenant_is_no_admin_of_a_shared_gateway_asks_nobody_and_runs_nothing()
    {
        RealPrograms.SkipWhereAbsent();
        await using IngressHost host = await RealShared.BeforeAsync(world.Shared.Gateway, static b => b.Services.PostConfigure<IngressOptions>(static o => o.Cells["gateway-1"].SharesAdmin = false));
        using FrameClient acme = await FrameClient.ConnectAsync(host, PlainDoor.Credential("acme", "operator.admin"), ",\"caps\":[\"exec-approvals\"]");
        using FrameClient globex = await world.Shared.ConnectAsync("globex", "operator.read,operator.write,operator.approvals");
        Assert.True((await acme.CallAsync("sessions.messages.subscribe", """{"key":"agent:main:unasked"}""")).GetProperty("ok").GetBoolean());
        Assert.True((await acme.CallAsync("chat.send", """{"sessionKey":"agent:main:unasked","message":"say canary-tool-unasked-acme","idempotencyKey":"unasked"}""")).GetProperty("ok").GetBoolean());
        Assert.Equal("final", (await RealCells.EndAsync(acme, "agent:main:unasked")).State);

        string result = Assert.Single(world.Shared.Model.Asked.SelectMany(ModelServer.Results), static r => r.Contains("unasked", StringComparison.Ordinal) || r.Contains("exec denied", StringComparison.Ordinal));
        Assert.Contains("exec denied", result, StringComparison.Ordinal);
        Assert.DoesNotContain("ran canary-tool-unasked", result, StringComparison.Ordinal);
        Assert.DoesNotContain([.. acme.Seen, .. globex.Seen], static text => text.Contains("exec.approval.requested", StringComparison.Ordinal) && !text.Contains("hello-ok", StringComparison.Ordinal));
    }

    private static async Task GoThroughAsync(Uri address, ModelServer model, string form, Func<string, string> credential)
    {
        string[] tenants = ["acme", "globex"];
        JsonElement[] seen = await Task.WhenAll(tenants.Select(t => OfficialClient.RunAsync(address, credential(t), $"canary-tool-{form}-{t}", "approver.mjs", Scopes)));
        for (int i = 0; i < 2; i++)
        {
            JsonElement one = seen[i];
            string canary = $"canary-tool-{form}-{tenants[i]}", command = $"echo ran {canary}", session = $"agent:main:approver-{canary}";
            JsonElement told = one.GetProperty("told"), request = told.GetProperty("request");
            string id = told.GetProperty("id").GetString()!;
            Assert.Equal((command, session, "main"), (request.GetProperty("command").GetString(), request.GetProperty("sessionKey").GetString(), request.GetProperty("agentId").GetString()));
            Assert.Equal([id], Ids(one.GetProperty("pending")));
            Assert.Equal(command, one.GetProperty("got").GetProperty("commandText").GetString());
            Assert.Equal((id, "allow-once"), (one.GetProperty("over").GetProperty("id").GetString(), one.GetProperty("over").GetProperty("decision").GetString()));
            Assert.Equal("final", one.GetProperty("final").GetProperty("state").GetString());
            Assert.Empty(Ids(one.GetProperty("left")));
            string[] canaries = [.. one.GetProperty("canaries").EnumerateArray().Select(static c => c.GetString()!)];
            Assert.Subset(canaries.ToHashSet(), new HashSet<string>([canary]));

            // It may hear of sessions that its tenant has otherwise, and of nobody else's.
            Assert.DoesNotContain(canaries, c => c.Contains(tenants[1 - i], StringComparison.Ordinal));
            string all = one.GetRawText();
            Assert.DoesNotContain($"canary-tool-{form}-{tenants[1 - i]}", all, StringComparison.Ordinal);
            Assert.All(tenants, t => Assert.DoesNotContain(RealShared.Agent(t), all, StringComparison.Ordinal));

            // The command has run: what it wrote is what the model was told of next.
            Assert.Contains(model.Asked, asked => ModelServer.Results(asked).Any(result => result.Contains($"ran {canary}", StringComparison.Ordinal)));
        }
    }

    private static string[] Ids(JsonElement pending) => [.. pending.EnumerateArray().Select(static a => a.GetProperty("id").GetString()!)];
}
