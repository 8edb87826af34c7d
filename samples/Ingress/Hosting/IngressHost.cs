using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Ingress;

namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>Puts the ingress together. It does not listen yet.</summary>
public static class IngressHost
{
    public static WebApplication Build(IngressConfig config, Action<WebApplicationBuilder>? test = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(IngressHost).Assembly.GetName().Name });
        builder.WebHost.UseUrls(config.Urls).ConfigureKestrel(static server => server.AddServerHeader = false);

        // What it prints is for whoever calls; what it logs is for whoever runs it. What refuses the start it says itself.
        builder.Logging.AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Yarp", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        string data = System.IO.Directory.CreateDirectory(config.Data).FullName;
        builder.Services.AddTenancy(static o => o.Mode = TenancyMode.Shared)
            .AddTenants(config.Tenants.Select(static t => new TenantRegistration(TenantId.From(t.Id)) { RuntimeId = t.Runtime }).Append(new TenantRegistration(TenantId.From(KnownGateway.SecretTenant))))
            .AddApiKeys()
            .AddAdministration()
            .AddSigningKeyFile(Path.Combine(data, "signing.pem"))
            .AddJsonlLedger(Path.Combine(data, "audit"))
            .AddTenancyPosture()
            .AddIssuer(SetupDoor.Name, static o => o.ForEveryTenant("the start of the sample"), static (_, door) => new SetupDoor(door))
            .AddEphemeralSecretKey()
            .AddTenantSecretWriter()
            .AddIngress(o => AddGateways(o, config));
        test?.Invoke(builder);
        WebApplication app = builder.Build();
        app.UseWebSockets();
        app.UseRouting();
        app.UseTenancy();
        app.MapTenantGateway();
        return app;
    }

    private static void AddGateways(IngressOptions options, IngressConfig config)
    {
        foreach (KnownGateway gateway in config.Gateways)
        {
            options.Cells[gateway.Runtime] = gateway.ToOptions();
        }
    }
}
