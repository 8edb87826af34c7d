using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Posture;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;
using OpenClaw.Tenancy.Samples.Gateway.Chat;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Protocol;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Tokens;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

public static class GatewayServices
{
    /// <summary>The boundary: who is let in, what is administered, and where it is written down.</summary>
    internal static void AddGatewayTenancy(this WebApplicationBuilder builder, GatewayOptions options, TokenKeyRing ring, IGatewayDatabase database)
    {
        string data = Path.GetFullPath(options.Data);
        TenancyBuilder tenancy = builder.Services.AddGatewayDirectory(options, ring);
        if (options.ControlPlane is null)
        {
            tenancy.AddApiKeys();
        }

        if (options.Pinned is null)
        {
            tenancy.AddBreakGlass().AddGrantEnds();
        }

        tenancy.AddAdministration()
            .AddGatewayLedger(data)
            .AddAspNetCore()
            .AddLiveConnections()
            .AddTenantDirectories(o => o.BasePath = data)
            .AddTenantDbContext<GatewayDb>(database.Configure, poolSize: 64)
            .AddGatewaySecrets(data, database)
            .AddGatewayEgress(builder.Configuration.GetSection("Egress"))
            .AddGatewayUsage(database)
            .AddApprovals();

        // It starts in development alone, and is no laxer for it.
        tenancy.AddTenancyPosture(o =>
        {
            o.RefusesStart = true;
            if (options.Postgres is not null)
            {
                o.Accept(TenancyNoGo.RowSecurityOff, "a demonstration: row-level security needs a second database user");
            }
        });
        if (options.Postgres is null)
        {
            // In PostgreSQL they stand beside the directory's journal, and the stores are there already.
            tenancy.AddApprovalStore(database.Configure);
            ServiceDescriptor kept = builder.Services.Last(static s => s.ServiceType == typeof(IApprovalStore));
            builder.Services.Replace(ServiceDescriptor.Singleton<IApprovalStore>(s => new TurnTakingApprovals((IApprovalStore)kept.ImplementationFactory!(s), database)));
        }

        builder.Services.AddSingleton<ITenantHoldings, SessionHoldings>();
    }

    /// <summary>The trail, and the key that signs it and everything else that the platform stands for.</summary>
    /// <remarks>Gateways that share a database share the key's file as well: what one has signed, the others must be able to look at.</remarks>
    internal static TenancyBuilder AddGatewayLedger(this TenancyBuilder tenancy, string data) =>
        tenancy.AddGatewaySigner(data).AddJsonlLedger(LedgerFolder(data));

    internal static TenancyBuilder AddGatewaySigner(this TenancyBuilder tenancy, string data) => tenancy.AddSigningKeyFile(Path.Combine(data, "signing.pem"));

    internal static string LedgerFolder(string data) => Path.Combine(data, "audit");

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
        services.AddProtocol();
        services.AddSingleton<RunExecutor>();
        services.AddSingleton<RunEventFeed>();
        services.AddScoped<AgentLine>();
        services.AddScoped<RunExec>();
        services.AddScoped<RunPerformer>();
        services.AddScoped<ChatTurn>();
    }

    /// <summary>What answers: the endpoint that the configuration names, or the built-in agent.</summary>
    public static void AddAgent(this IServiceCollection services, IConfigurationSection section)
    {
        if (OpenAiOptions.Read(section) is not { } options)
        {
            services.AddSingleton(AgentConnection.None);
            services.AddSingleton<IAgentRunner, EchoAgentRunner>();
            return;
        }

        services.AddSingleton(options);
        services.AddSingleton(new AgentConnection(OpenAiConnector.Name, options.KeyName));
        services.AddSingleton<IAgentRunner, OpenAiAgentRunner>();
        services.AddTenancy().AddTenantEgress(o => o.Add(OpenAiConnector.Of(options)));
    }
}
