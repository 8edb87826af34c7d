using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress.Support;

/// <summary>A host with egress: the connectors that a test adds, names that stand for what it says, and credentials in memory.</summary>
internal sealed class EgressWorld : IDisposable
{
    /// <summary>An address that no machine has, opened so that a connector may speak http, and nothing of this machine with it.</summary>
    public const string Nowhere = "203.0.113.77";

    private readonly List<IServiceScope> _scopes = [];

    public EgressWorld(Action<EgressOptions> egress) => World = new TestWorld(build: builder =>
    {
        builder.AddTenantEgress(egress);
        builder.Services.Replace(ServiceDescriptor.Singleton<IEgressResolver>(Resolver));
        builder.Services.AddSingleton<IEgressCredentialSource>(Credentials);
    });

    public TestWorld World { get; }

    public ScriptedResolver Resolver { get; } = new();

    public MemoryCredentials Credentials { get; } = new();

    public ITenantEgress Egress => World.Services.GetRequiredService<ITenantEgress>();

    /// <summary>The refusals in a tenant's trail.</summary>
    public AuditEnvelope[] Refusals(TenantId tenant) => [.. World.Ledger.Read(tenant).Select(static r => r.Envelope).Where(static e => e.Action == "egress.connect")];

    /// <summary>A connector to this machine over http, open to acme and globex.</summary>
    public static Action<EgressOptions> Local(int port, Action<ConnectorDefinition>? more = null, params string[] hosts) => o =>
    {
        var connector = new ConnectorDefinition("local") { DangerousPlainHttp = true, AllowSockets = true, Ports = { port } };
        foreach (string host in hosts.DefaultIfEmpty("upstream.example.com"))
        {
            connector.Hosts.Add(host);
        }

        connector.DangerousAddresses.Add(new DangerousAddress("127.0.0.1", "a test server"));
        more?.Invoke(connector);
        o.Add(connector);
        o.Allow("acme", "local");
        o.Allow("globex", "local");
    };

    public TenantContext Scope(TenantId? tenant = null, params string[] scopes)
    {
        VerifiedTenantClaim claim = World.Claim(tenant ?? TestWorld.Acme, scopes.Length == 0 ? ["operator.write"] : scopes);
        IServiceScope scope = World.Services.CreateScope();
        _scopes.Add(scope);
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(claim, permit: null, correlationId: "c-1");
        return scope.ServiceProvider.GetRequiredService<TenantContext>();
    }

    public async Task<TenantConnector> OpenAsync(TenantContext context, string connector = "local")
    {
        EgressOpening opening = await Egress.OpenAsync(context, connector);
        Assert.Equal(EgressRefusalReason.None, opening.Reason);
        return opening.Connector!;
    }

    /// <summary>A client of a new scope.</summary>
    public async Task<HttpClient> ClientAsync(TenantId? tenant = null, string connector = "local")
    {
        TenantContext context = Scope(tenant);
        return (await OpenAsync(context, connector)).CreateClient(context);
    }

    public void Dispose()
    {
        _scopes.ForEach(static s => s.Dispose());
        World.Dispose();
    }
}
