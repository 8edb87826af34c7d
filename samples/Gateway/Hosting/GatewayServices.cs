using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;
using OpenClaw.Tenancy.Samples.Gateway.Chat;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

public static class GatewayServices
{
    /// <summary>Who is a tenant, and whose tokens count.</summary>
    internal static void AddGatewayTenancy(this WebApplicationBuilder builder, GatewayOptions options, TokenKeyRing ring, IGatewayDatabase database)
    {
        builder.Services
            .AddTenancy(o =>
            {
                o.Mode = options.Pinned is null ? TenancyMode.Shared : TenancyMode.Pinned;
                o.PinnedTenant = options.Pinned;
            })
            .AddDirectory(builder.Configuration.GetSection("Tenants"))
            .AddTokenIssuer(DevelopmentWorld.Issuer, o =>
            {
                // For which tenants it may speak stands in the directory, tenant by tenant.
                o.Audience = DevelopmentWorld.Audience;
                o.Ring = ring;
                o.Speaks.AllowPlatform();
            })
            .AddAspNetCore()
            .AddTenantDirectories(o => o.BasePath = Path.GetFullPath(options.Data))
            .AddTenantDbContext<GatewayDb>(database.Configure, poolSize: 64);
    }

    /// <summary>Where everything is kept that outlives the process.</summary>
    internal static void AddGatewayStorage(this IServiceCollection services, GatewayOptions options, IGatewayDatabase database)
    {
        // Made by a call, so that the container disposes of them.
        services.AddSingleton(_ => database);
        services.AddSingleton(_ => new HostSeat(options.Data));
        services.AddSingleton<SessionFolders>();
        services.AddHostedService<StorageStart>();
    }

    internal static void AddGateway(this IServiceCollection services)
    {
        services.AddSingleton<GatewayActions>();
        services.AddSingleton<LiveRuns>();
        services.AddSingleton<GatewayStorage>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<IRunStore, RunStore>();
        services.AddSingleton<RunExecutor>();
        services.AddSingleton<RunEventFeed>();
        services.AddScoped<RunPerformer>();
        services.AddScoped<ChatTurn>();
    }

    /// <summary>What answers: the endpoint that the configuration names, or the built-in agent.</summary>
    public static void AddAgent(this IServiceCollection services, IConfigurationSection section)
    {
        if (OpenAiOptions.Read(section) is not { } options)
        {
            services.AddSingleton<IAgentRunner, EchoAgentRunner>();
            return;
        }

        services.AddSingleton(options);
        services.AddHttpClient<IAgentRunner, OpenAiAgentRunner>(static http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(10) });
    }
}
