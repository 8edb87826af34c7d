using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenClaw.Tenancy.Samples.Gateway.Approvals;
using OpenClaw.Tenancy.Samples.Gateway.Chat;
using OpenClaw.Tenancy.Samples.Gateway.Connections;
using OpenClaw.Tenancy.Samples.Gateway.ConsolePage;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Protocol;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Secrets;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Samples.Gateway.Usage;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>Puts the gateway together. It does not listen yet.</summary>
public static class GatewayHost
{
    // What is larger than a route takes is refused by the route, which knows whom to refuse. Up to here the server reads the
    // rest and drops it, so that a client that is still sending gets its answer and not a broken connection.
    private const int MaxDropped = 16 * JsonBody.MaxBytes;

    /// <exception cref="IOException">Another gateway serves the data folder.</exception>
    /// <exception cref="TenancyConfigurationException">The environment or the configuration forbids it; the message says how to mend that.</exception>
    public static WebApplication Build(GatewayOptions options, Action<IServiceCollection>? testServices = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = options.Environment,
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(GatewayHost).Assembly.GetName().Name,
        });
        DevelopmentWorld.Require(builder.Environment);
        options = options with { ControlPlane = options.ControlPlane ?? ControlPlaneOptions.Read(builder.Configuration.GetSection("ControlPlane")) };
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(Limit);
        Log(builder.Logging, options.Quiet);
        IGatewayDatabase database = options.Postgres is { } postgres ? new PostgresGatewayDatabase(postgres) : new SqliteGatewayDatabase(options.Data);
        TokenKeyRing ring = DevelopmentWorld.OpenRing(options.Data);

        // The storage first: a database that does not answer is said before the directory asks it.
        builder.Services.AddGatewayStorage(options, database);
        builder.AddGatewayTenancy(options, ring, database);
        builder.Services.AddGateway();
        builder.Services.AddAgent(builder.Configuration.GetSection("Agent"));
        builder.Services.AddLimits(builder.Configuration.GetSection("Limits"));
        testServices?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        Take(app);
        return Assemble(app, options);
    }

    // Before anything opens a file of the folder.
    private static void Take(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<HostSeat>().Take();
        }
        catch (IOException)
        {
            ((IDisposable)app).Dispose();
            throw;
        }
    }

    private static WebApplication Assemble(WebApplication app, GatewayOptions options)
    {
        app.UseMiddleware<RefusalBoundary>();
        if (options.ControlPlane is not null)
        {
            app.UseMiddleware<ControlPlaneTrail>();
        }

        app.UseMiddleware<RoutingTrail>();
        app.UseWebSockets();
        app.UseTenancy();
        RouteGroupBuilder routes = app.MapGroup(string.Empty);
        routes.AddEndpointFilter(QueryGuard.FilterAsync);
        routes.MapGet("/healthz", static () => Results.Text("ok")).AllowTenantless("a liveness probe has no credential");
        routes.MapConsolePage();
        if (options.ControlPlane is null)
        {
            // Behind a control plane its directory is the one that is changed, and its keys are those that count.
            routes.MapTenancyKeys();
            app.MapTenantAdministration();
            routes.MapConnections();
        }

        app.MapTenantAudit();
        if (options.Pinned is null)
        {
            app.MapBreakGlass();
        }

        routes.MapSessions();
        routes.MapChat();
        routes.MapRuns();
        routes.MapApprovals();
        routes.MapSecrets();
        routes.MapUsage();
        routes.MapProtocol();
        return app;
    }

    private static void Limit(KestrelServerOptions server)
    {
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = MaxDropped;
    }

    // Standard output is for results.
    private static void Log(ILoggingBuilder logging, bool quiet)
    {
        logging.ClearProviders();

        // SECURITY: these two write the path and the query of each request as it came, also beside every line of others, and a
        // client that puts a secret there is refused too late for it. What was refused stands in the trails, without the secret.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None).AddFilter("Microsoft.AspNetCore.Routing.Matching.DfaMatcher", LogLevel.None);
        if (!quiet)
        {
            logging.AddSimpleConsole(static o => o.SingleLine = true);
            logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(static o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        }
    }
}
