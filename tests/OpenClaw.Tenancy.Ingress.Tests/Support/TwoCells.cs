using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.DependencyInjection;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>Two tenants on two scripted gateways, behind one ingress.</summary>
public sealed class TwoCells : IAsyncDisposable
{
    private TwoCells(ScriptedGateway a, ScriptedGateway b, IngressHost host) => (A, B, Host) = (a, b, host);

    /// <summary>The gateway of acme.</summary>
    public ScriptedGateway A { get; }

    /// <summary>The gateway of globex.</summary>
    public ScriptedGateway B { get; }

    public IngressHost Host { get; }

    public static async Task<TwoCells> StartAsync(Action<CellOptions>? cell = null, Action<TenancyBuilder>? tenancy = null, Action<LiveOptions>? live = null)
    {
        ScriptedGateway a = await ScriptedGateway.StartAsync();
        ScriptedGateway b = await ScriptedGateway.StartAsync();
        return new TwoCells(a, b, await IngressHost.StartAsync(a, b, cell, builder =>
        {
            builder.AddLiveConnections(live);
            tenancy?.Invoke(builder);
        }));
    }

    /// <summary>The same, on gateways that know the ingress as a trusted proxy.</summary>
    public static async Task<TwoCells> StartProxiedAsync()
    {
        TwoCells cells = await StartAsync(static c =>
        {
            c.Auth = CellAuth.TrustedProxy;
            c.ClientAddress = "192.0.2.1";
            c.Headers["x-proof"] = "proof";
        });
        (cells.A.ChecksToken, cells.B.ChecksToken) = (false, false);
        return cells;
    }

    public Task<FrameClient> AcmeAsync(string scopes = "operator.read,operator.write", string more = "") => FrameClient.ConnectAsync(Host, PlainDoor.Credential("acme", scopes), more);

    public Task<FrameClient> GlobexAsync(string scopes = "operator.read,operator.write") => FrameClient.ConnectAsync(Host, PlainDoor.Credential("globex", scopes));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await A.DisposeAsync();
        await B.DisposeAsync();
    }
}
