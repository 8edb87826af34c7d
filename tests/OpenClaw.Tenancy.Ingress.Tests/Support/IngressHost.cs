using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>An ingress on a real port. Tenant acme is on cell-a, globex on cell-b, initech on none.</summary>
public sealed class IngressHost : IAsyncDisposable
{
    public static readonly SecretName Secret = SecretName.From("cell_token");

    private readonly WebApplication _app;

    private IngressHost(WebApplication app, DurableLedger ledger, LogList logs) => (_app, Ledger, Logs) = (app, ledger, logs);

    public DurableLedger Ledger { get; }

    public LogList Logs { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public TenantDirectory Directory => Services.GetRequiredService<TenantDirectory>();

    public LiveConnections Connections => Services.GetRequiredService<LiveConnections>();

    public HttpClient Client { get; private set; } = null!;

    public static WebApplication Build(
        DurableLedger ledger, LogList logs, Action<IngressOptions> configure, Action<TenancyBuilder>? tenancy = null, IEnumerable<TenantRegistration>? tenants = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRouting();
        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logs);
        TenancyBuilder added = builder.Services.AddTenancy(static o => o.Mode = TenancyMode.Shared)
            .AddTenants(tenants ?? [On("acme", "cell-a"), On("globex", "cell-b"), On("initech", null)])
            .AddIssuer(PlainDoor.Issuer, static o => (o.ForEveryTenant("a test").AllowPlatform().MaxLifetime, o.ClockSkew) = (TimeSpan.FromHours(1), TimeSpan.Zero), static (_, door) => new PlainDoor(door))
            .UseLedger(_ => ledger).AddEphemeralSecretKey().AddTenantSecretWriter().AddIngress(configure);
        builder.Services.AddSingleton<ICredentialVerifier>(static s => s.GetRequiredService<PlainDoor>());
        tenancy?.Invoke(added);
        WebApplication app = builder.Build();
        app.UseWebSockets();
        app.UseRouting();
        app.UseTenancy();
        app.MapTenantGateway();
        return app;
    }

    public static async Task<IngressHost> StartAsync(Action<IngressOptions> configure, Action<TenancyBuilder>? tenancy = null, IEnumerable<TenantRegistration>? tenants = null)
    {
        var ledger = new DurableLedger();
        var logs = new LogList();
        WebApplication app = Build(ledger, logs, configure, tenancy, tenants);
        await app.StartAsync();
        var host = new IngressHost(app, ledger, logs);
        host.Client = new HttpClient { BaseAddress = host.Address };
        return host;
    }

    /// <summary>An ingress in front of two scripted gateways, which know it.</summary>
    public static async Task<IngressHost> StartAsync(
        ScriptedGateway one, ScriptedGateway other, Action<CellOptions>? cell = null, Action<TenancyBuilder>? tenancy = null, Action<IngressOptions>? configure = null)
    {
        IngressHost host = await StartAsync(
            o =>
            {
                o.Cells["cell-a"] = Of(one, cell);
                o.Cells["cell-b"] = Of(other, cell);
                configure?.Invoke(o);
            },
            tenancy);
        await host.PutAsync("acme", one.Token);
        await host.PutAsync("globex", other.Token);
        return host;
    }

    /// <summary>An ingress in front of one scripted gateway that tenants share, which knows it by the credential of a tenant of its own.</summary>
    public static async Task<IngressHost> StartSharedAsync(
        ScriptedGateway gateway, string[] tenants, Action<TenancyBuilder>? tenancy = null, Action<IngressOptions>? configure = null)
    {
        IngressHost host = await StartAsync(
            o =>
            {
                o.Cells["gateway-1"] = Of(gateway, static c => (c.IsShared, c.SecretTenant) = (true, "gateways"));
                configure?.Invoke(o);
            },
            tenancy,
            [.. tenants.Select(static t => On(t, "gateway-1")), On("gateways", null)]);
        await host.PutAsync("gateways", gateway.Token);
        return host;
    }

    public static TenantRegistration On(string tenant, string? runtime) => new(TenantId.From(tenant)) { RuntimeId = runtime };

    public static CellOptions Of(ScriptedGateway gateway, Action<CellOptions>? cell = null)
    {
        var options = new CellOptions { Address = gateway.Address, Auth = CellAuth.Token, ProbeInterval = TimeSpan.Zero, BackOff = TimeSpan.FromMilliseconds(1), MaxBackOff = TimeSpan.FromMilliseconds(2) };
        cell?.Invoke(options);
        return options;
    }

    public Task PutAsync(string tenant, string value) => WriteAsync(tenant, (writer, context, token) => writer.PutAsync(context, Secret, Encoding.UTF8.GetBytes(value), null, token));

    public Task RotateAsync(string tenant, string value) => WriteAsync(tenant, (writer, context, token) => writer.RotateAsync(context, Secret, Encoding.UTF8.GetBytes(value), null, token));

    /// <summary>The codes of what was refused, without those of strangers.</summary>
    public string[] Refusals(string tenant) => [.. RefusalsOf(tenant).Select(static r => r.ReasonCode)];

    public AuditEnvelope[] RefusalsOf(string tenant) => [.. Ledger.Emitted.Concat(Ledger.Appended).Where(r => r.Outcome == AuditOutcome.Denied && r.Tenant == TenantId.From(tenant))];

    public static async Task UntilAsync([DoesNotReturnIf(false)] Func<bool> holds)
    {
        for (int i = 0; !holds(); i++)
        {
            Assert.True(i < 3_000, "It did not happen.");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private async Task WriteAsync(string tenant, Func<ITenantSecretWriter, TenantContext, CancellationToken, ValueTask<SecretChange>> write)
    {
        VerifiedTenantClaim claim = Services.GetRequiredService<PlainDoor>().Accept(PlainDoor.Credential(tenant, "operator.admin", "admin")).Claim!;
        await using AsyncServiceScope scope = Services.CreateAsyncScope();
        SecretChange change = await scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            claim, async (services, token) => await write(services.GetRequiredService<ITenantSecretWriter>(), services.GetRequiredService<TenantContext>(), token), CancellationToken.None);
        Assert.True(change.IsDone, change.Fault.ToString());
    }
}
