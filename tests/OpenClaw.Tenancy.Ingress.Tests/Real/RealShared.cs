using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Live;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>One real gateway that acme and globex share, behind an ingress, with an agent for each.</summary>
public sealed class RealShared : IAsyncDisposable
{
    private RealShared(ModelServer model, RealGateway gateway, IngressHost host, FrameClient owner) => (Model, Gateway, Host, Owner) = (model, gateway, host, owner);

    public ModelServer Model { get; }

    public RealGateway Gateway { get; }

    public IngressHost Host { get; }

    /// <summary>The gateway's own operator, who is behind no ingress and sees everything.</summary>
    public FrameClient Owner { get; }

    public static async Task<RealShared> StartAsync()
    {
        ModelServer model = await ModelServer.StartAsync();
        RealGateway gateway = await RealGateway.StartAsync(model);
        IngressHost host = await BeforeAsync(gateway);
        (FrameClient owner, JsonElement hello) = await OwnerAsync(gateway);
        Assert.Equal("per-sender", hello.GetProperty("snapshot").GetProperty("sessionDefaults").GetProperty("scope").GetString());
        var shared = new RealShared(model, gateway, host, owner) { Methods = [.. hello.GetProperty("features").GetProperty("methods").EnumerateArray().Select(static m => m.GetString()!)] };
        foreach (string tenant in (string[])["acme", "globex"])
        {
            await MakeAgentAsync(owner, tenant);
        }

        return shared;
    }

    /// <summary>Makes a tenant's agent, and gives the folder of its workspace.</summary>
    public static async Task<string> MakeAgentAsync(FrameClient owner, string tenant)
    {
        JsonElement made = await owner.OkAsync("agents.create", $$"""{"name":"{{Agent(tenant)}}"}""");

        // A gateway writes a new agent into its configuration, answers, and reads the file anew a moment later. Until then it knows none of that
        // name, and refuses its sessions.
        for (int i = 0; !(await owner.OkAsync("agents.list")).GetRawText().Contains(Agent(tenant), StringComparison.Ordinal); i++)
        {
            Assert.True(i < 600, "The gateway does not know the agent that it has made.");
            await Task.Delay(100);
        }

        return made.GetProperty("workspace").GetString()!;
    }

    /// <summary>Connects to a gateway as its own operator, behind no ingress.</summary>
    public static async Task<(FrameClient Owner, JsonElement Hello)> OwnerAsync(RealGateway gateway)
    {
        FrameClient owner = await FrameClient.OpenAsync(new Uri(gateway.Address));
        await owner.SendAsync($$$"""{"type":"req","id":"c","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{"id":"gateway-client","version":"1","platform":"linux","mode":"backend"},"role":"operator","scopes":["operator.admin"],"caps":[],"auth":{"token":"{{{gateway.Token}}}"} } }""");
        return (owner, (await owner.AnswerAsync("c")).GetProperty("payload"));
    }

    /// <summary>Asks for an approval as a run of an agent does, and gives its id.</summary>
    /// <remarks>It is answered twice, the second time when it is resolved. So whoever asks asks nothing else.</remarks>
    public static async Task<string> AskApprovalAsync(FrameClient run, string agent, string command) =>
        (await run.OkAsync("exec.approval.request", $$"""{"command":"{{command}}","cwd":"/srv","host":"gateway","agentId":"{{agent}}","sessionKey":"agent:{{agent}}:approvals","timeoutMs":1800000,"twoPhase":true,"requireDeliveryRoute":false}""")).GetProperty("id").GetString()!;

    /// <summary>Starts an ingress before a shared gateway; there may be several, of which each may lack something, and other tenants than acme and globex.</summary>
    public static async Task<IngressHost> BeforeAsync(RealGateway gateway, Action<TenancyBuilder>? tenancy = null, params string[] tenants)
    {
        IngressHost host = await IngressHost.StartAsync(
            o =>
            {
                o.Cells["gateway-1"] = RealCells.Of(gateway);

                // So that attackers are the strongest there can be.
                (o.Cells["gateway-1"].IsShared, o.Cells["gateway-1"].SecretTenant, o.Cells["gateway-1"].SharesAdmin) = (true, "gateways", true);
            },
            b =>
            {
                b.Services.Configure<LiveOptions>(static o => (o.MaxMessagesPerSecond, o.MaxTenantMessagesPerSecond, o.MaxBytesPerSecond, o.MaxTenantBytesPerSecond) = (100_000, 100_000, 1_000_000_000, 1_000_000_000));
                tenancy?.Invoke(b);
            },
            [.. (tenants.Length == 0 ? ["acme", "globex"] : tenants).Select(static t => IngressHost.On(t, "gateway-1")), IngressHost.On("gateways", null)]);
        await host.PutAsync("gateways", gateway.Token);
        return host;
    }

    /// <summary>The gateway's own list of methods.</summary>
    public string[] Methods { get; private init; } = [];

    public static string Agent(string tenant) => new OpenClawAgentName(TenantId.From(tenant), AgentId.From("main")).AgentId;

    public Task<FrameClient> ConnectAsync(string tenant, string scopes = "operator.read,operator.write") => FrameClient.ConnectAsync(Host, PlainDoor.Credential(tenant, scopes));

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await Host.DisposeAsync();
        await Gateway.DisposeAsync();
        await Model.DisposeAsync();
    }
}
