using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.Tests.Sample;

/// <summary>The sample starts with each of its example configurations, and what it prints is the way to each tenant's gateway.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task Each_line_of_two_cells_leads_its_tenant_to_its_own()
    {
        await using ScriptedGateway acme = await ScriptedGateway.StartAsync(), globex = await ScriptedGateway.StartAsync();
        using ExampleConfig config = ExampleConfig.Cells(acme.Address, globex.Address);
        await using SampleProgram sample = await SampleProgram.StartAsync(config.File, ("ACME_GATEWAY_TOKEN", acme.Token), ("GLOBEX_GATEWAY_TOKEN", globex.Token));

        Assert.Equal(["acme", "globex", "ready"], sample.Lines.Select(static l => l.Split(':')[0]));
        await CallAsync(sample.Of("globex"));
        Assert.Empty(acme.Requests);
        Assert.Equal("sessions.list", Assert.Single(globex.Requests).GetProperty("method").GetString());
        await CallAsync(sample.Of("acme"));
        Assert.Single(acme.Requests);
        Assert.Single(globex.Requests);
    }

    [Fact]
    public async Task Each_line_of_a_shared_gateway_leads_its_tenant_to_its_own_agent()
    {
        await using ScriptedGateway gateway = await ScriptedGateway.StartAsync();
        using ExampleConfig config = ExampleConfig.Shared(gateway.Address);
        await using SampleProgram sample = await SampleProgram.StartAsync(config.File, ("SHARED_GATEWAY_TOKEN", gateway.Token));

        await CallAsync(sample.Of("acme"));
        await CallAsync(sample.Of("globex"));

        Assert.Equal([Agent("acme"), Agent("globex")], gateway.Requests.Select(static r => r.GetProperty("params").GetProperty("agentId").GetString()!));
        Assert.All(gateway.Connects, static c => Assert.DoesNotContain("operator.admin", c.GetProperty("scopes").EnumerateArray().Select(static s => s.GetString())));
    }

    [Fact]
    public async Task Owner_of_a_tenant_is_the_shared_gateways_where_the_configuration_says_so()
    {
        await using ScriptedGateway gateway = await ScriptedGateway.StartAsync();
        using ExampleConfig config = ExampleConfig.Shared(gateway.Address, ("\"sharesAdmin\": false", "\"sharesAdmin\": true"));
        await using SampleProgram sample = await SampleProgram.StartAsync(config.File, ("SHARED_GATEWAY_TOKEN", gateway.Token));

        await CallAsync(sample.Of("acme"));

        Assert.Contains("operator.admin", Assert.Single(gateway.Connects).GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()));
    }

    [Fact]
    public async Task Agents_of_a_shared_gateway_are_made_by_the_commands_that_it_prints()
    {
        using ExampleConfig config = ExampleConfig.Shared("http://127.0.0.1:18800");
        (int exitCode, string output, string errors) = await SampleProgram.RunAsync(["--config", config.File, "--agents"]);

        Assert.Equal((0, string.Empty), (exitCode, errors));
        Assert.Equal(
            ((string[])["acme", "globex"]).Select(static t => $$"""openclaw gateway call agents.create --url ws://127.0.0.1:18800 --token "$SHARED_GATEWAY_TOKEN" --params '{"name":"{{Agent(t)}}"}' # {{t}}"""),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Agent(string tenant) => new OpenClawAgentName(TenantId.From(tenant), AgentId.From("main")).AgentId;

    private static async Task CallAsync(SampleLine line)
    {
        using FrameClient client = await FrameClient.OpenAsync(line.Address);
        await client.SendAsync(FrameClient.Connect(line.Token));
        JsonElement hello = await client.AnswerAsync("connect");
        Assert.True(hello.GetProperty("ok").GetBoolean(), hello.GetRawText());
        JsonElement answer = await client.CallAsync("sessions.list");
        Assert.True(answer.GetProperty("ok").GetBoolean(), answer.GetRawText());
    }
}
