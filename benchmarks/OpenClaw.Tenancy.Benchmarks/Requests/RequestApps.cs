using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Benchmarks.Tokens;

namespace OpenClaw.Tenancy.Benchmarks.Requests;

/// <summary>The same endpoint behind each of the pipelines that are compared.</summary>
internal static class RequestApps
{
    /// <summary>Nothing but routing.</summary>
    public static InProcessServer Bare() => Start(_ => { }, _ => { }, _ => { });

    /// <summary>The library added and off.</summary>
    public static InProcessServer Off() => Start(
        s => s.AddTenancy(o => o.Mode = TenancyMode.Disabled).AddAspNetCore(), app => app.UseTenancy(), e => e.RequireTenantScope("operator.read"));

    /// <summary>UseTenancy over tokens of its own.</summary>
    public static InProcessServer Tenancy(TokenWorld tokens) => Start(tokens.Add, app => app.UseTenancy(), e => e.RequireTenantScope("operator.read"));

    /// <summary>UseTenancy over tokens of its own, with more services, and with more behind it in the pipeline.</summary>
    public static InProcessServer Tenancy(TokenWorld tokens, Action<IServiceCollection> more, Action<WebApplication> behind, out IServiceProvider services) => Start(
        s =>
        {
            tokens.Add(s);
            more(s);
        },
        app =>
        {
            app.UseTenancy();
            behind(app);
        },
        e => e.RequireTenantScope("operator.read"),
        out services);

    /// <summary>UseTenancy over tokens of its own, with a durable ledger in files.</summary>
    public static InProcessServer Recording(TokenWorld tokens, AllowedRecords records, string folder, out IServiceProvider services) => Start(
        Records(tokens, records, folder), app => app.UseTenancy(), e => e.RequireTenantScope("operator.read"), out services);

    /// <summary>The same behind Kestrel, on a port of the loopback.</summary>
    public static LoopbackServer RecordingOnLoopback(TokenWorld tokens, AllowedRecords records, string folder)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        return new LoopbackServer(Start(builder, Records(tokens, records, folder), app => app.UseTenancy(), e => e.RequireTenantScope("operator.read")), tokens.Header);
    }

    /// <summary>Authentication by a handler, and a policy that compares the tenant.</summary>
    public static InProcessServer Policy<THandler>(Action<IServiceCollection> add)
        where THandler : AuthenticationHandler<AuthenticationSchemeOptions> => Start(
        services =>
        {
            add(services);
            services.AddAuthentication("peer").AddScheme<AuthenticationSchemeOptions, THandler>("peer", null);
            services.AddSingleton<IAuthorizationHandler, TenantPolicy>();
            services.AddAuthorizationBuilder().AddPolicy("tenant", p => p.AddRequirements(new TenantPolicy.Requirement("acme", "operator.read")));
        },
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
        },
        e => e.RequireAuthorization("tenant"));

    private static InProcessServer Start(Action<IServiceCollection> services, Action<WebApplication> pipeline, Action<IEndpointConventionBuilder> endpoint) =>
        Start(services, pipeline, endpoint, out _);

    private static InProcessServer Start(
        Action<IServiceCollection> services, Action<WebApplication> pipeline, Action<IEndpointConventionBuilder> endpoint, out IServiceProvider provider)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var server = new InProcessServer();
        builder.Services.AddSingleton<IServer>(server);
        provider = Start(builder, services, pipeline, endpoint).Services;
        return server;
    }

    private static WebApplication Start(
        WebApplicationBuilder builder, Action<IServiceCollection> services, Action<WebApplication> pipeline, Action<IEndpointConventionBuilder> endpoint)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddRouting();
        services(builder.Services);
        WebApplication app = builder.Build();
        app.UseRouting();
        pipeline(app);
        endpoint(app.MapGet("/x", static (Microsoft.AspNetCore.Http.HttpContext _) => Task.CompletedTask));
        app.StartAsync().GetAwaiter().GetResult();
        return app;
    }

    private static Action<IServiceCollection> Records(TokenWorld tokens, AllowedRecords records, string folder) => services =>
    {
        tokens.Add(services);
        services.AddTenancy(o => o.RecordAllowed = records).AddJsonlLedger(folder);
    };
}
