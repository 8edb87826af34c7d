using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Real;

/// <summary>Two real gateways behind one ingress, started once for all tests that only use them. Tenant acme is on the one, globex on the other.</summary>
public sealed class RealCells : IAsyncLifetime
{
    public ModelServer Model { get; private set; } = null!;

    public RealGateway A { get; private set; } = null!;

    public RealGateway B { get; private set; } = null!;

    public IngressHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (RealPrograms.Home is null)
        {
            return;
        }

        Model = await ModelServer.StartAsync();
        A = await RealGateway.StartAsync(Model, channels: Account("acme"));
        B = await RealGateway.StartAsync(Model, channels: Account("globex"));
        Host = await IngressHost.StartAsync(
            o =>
            {
                o.Cells["cell-a"] = Of(A);
                o.Cells["cell-b"] = Of(B);
            },
            static b => b.Services.Configure<LiveOptions>(static o => (o.MaxMessagesPerSecond, o.MaxTenantMessagesPerSecond) = (100_000, 100_000)));
        await Host.PutAsync("acme", A.Token);
        await Host.PutAsync("globex", B.Token);
    }

    public static CellOptions Of(RealGateway gateway) =>
        new() { Address = gateway.Address, Auth = CellAuth.Token, ConnectTimeout = TimeSpan.FromSeconds(60), BackOff = TimeSpan.FromMilliseconds(10), MaxBackOff = TimeSpan.FromMilliseconds(20), ProbeInterval = TimeSpan.Zero };

    /// <summary>An account of a channel that is switched off, so that its gateway calls nobody.</summary>
    public static string AccountOf(string tenant) => $"desk-of-{tenant}";

    private static string Account(string tenant) => $$$"""{"telegram":{"defaultAccount":"{{{AccountOf(tenant)}}}","accounts":{"{{{AccountOf(tenant)}}}":{"enabled":false,"name":"Desk of {{{tenant}}}","botToken":"1:token-of-{{{tenant}}}"} } } }""";

    /// <summary>Waits until a run of a session has come to its end and not to another, and gives its last event.</summary>
    public static async Task<string> FinalAsync(FrameClient client, string session, RealGateway gateway)
    {
        (string state, string text) = await EndAsync(client, session);
        Assert.True(state == "final", $"{text}\n{string.Join('\n', client.Seen.TakeLast(20))}\n{string.Join('\n', gateway.Output.TakeLast(100))}");
        return text;
    }

    /// <summary>Waits until a run of a session has ended, and gives how.</summary>
    public static async Task<(string State, string Text)> EndAsync(FrameClient client, string session)
    {
        while (true)
        {
            JsonElement payload = (await client.EventAsync("chat")).GetProperty("payload");
            if (payload.GetProperty("sessionKey").GetString() == session && payload.GetProperty("state").GetString() is "final" or "aborted" or "error")
            {
                return (payload.GetProperty("state").GetString()!, payload.GetRawText());
            }
        }
    }

    /// <summary>Waits until a run has begun to speak. Before that its message is not kept, and an abort would take it along.</summary>
    public static async Task SpokenAsync(FrameClient client)
    {
        while ((await client.EventAsync("chat")).GetProperty("payload").GetProperty("state").GetString() != "delta")
        {
            // Something else of the session.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Also where one of them did not start.
        foreach (IAsyncDisposable? one in (IAsyncDisposable?[])[Host, A, B, Model])
        {
            await (one?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }
}
