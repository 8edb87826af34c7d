using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Benchmarks.Ingress;

/// <summary>A gateway, and an ingress before it: as a tenant's own cell, or shared.</summary>
internal sealed class RelayWorld : IAsyncDisposable
{
    private const string Token = "token-of-the-gateway";
    private readonly WebApplication _app;

    private RelayWorld(EchoGateway gateway, WebApplication app) => (Gateway, _app) = (gateway, app);

    public EchoGateway Gateway { get; }

    public string Address => _app.Urls.Single();

    public static async Task<RelayWorld> StartAsync(bool isShared)
    {
        EchoGateway gateway = await EchoGateway.StartAsync();
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Services.AddTenancy(static o => o.Mode = TenancyMode.Shared)
            .AddTenants(new TenantRegistration(TenantId.From("acme")) { RuntimeId = "gateway-1" }, new TenantRegistration(TenantId.From("gateways")))
            .AddIssuer(RelayVerifier.Issuer, static o => (o.ForEveryTenant("a benchmark").MaxLifetime, o.ClockSkew) = (TimeSpan.FromHours(1), TimeSpan.Zero), static (_, door) => new RelayVerifier(door))
            .UseLedger(static _ => new DurableLedger()).AddEphemeralSecretKey().AddTenantSecretWriter()
            .AddLiveConnections(static o => (o.MaxMessagesPerSecond, o.MaxTenantMessagesPerSecond) = (int.MaxValue, int.MaxValue))
            .AddIngress(o => o.Cells["gateway-1"] = new CellOptions { Address = gateway.Address, Auth = CellAuth.Token, ProbeInterval = TimeSpan.Zero, IsShared = isShared, SecretTenant = isShared ? "gateways" : null });
        builder.Services.AddSingleton<ICredentialVerifier>(static s => s.GetRequiredService<RelayVerifier>());
        WebApplication app = builder.Build();
        app.UseWebSockets();
        app.UseRouting();
        app.UseTenancy();
        app.MapTenantGateway();
        await app.StartAsync();
        var world = new RelayWorld(gateway, app);
        await world.PutAsync(isShared ? "gateways" : "acme");
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Gateway.DisposeAsync();
    }

    private async Task PutAsync(string tenant)
    {
        VerifiedTenantClaim claim = _app.Services.GetRequiredService<RelayVerifier>().Accept(tenant).Claim!;
        await using AsyncServiceScope scope = _app.Services.CreateAsyncScope();
        SecretChange change = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            claim,
            async (services, token) => await services.GetRequiredService<ITenantSecretWriter>().PutAsync(
                services.GetRequiredService<TenantContext>(), SecretName.From("cell_token"), Encoding.UTF8.GetBytes(Token), null, token),
            CancellationToken.None);
        if (!change.IsDone)
        {
            throw new InvalidOperationException(change.Fault.ToString());
        }
    }
}
