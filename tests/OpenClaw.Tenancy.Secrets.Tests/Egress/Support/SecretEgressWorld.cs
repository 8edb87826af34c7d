using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress.Support;

/// <summary>A host with egress and secrets, kept in memory.</summary>
internal sealed class SecretEgressWorld : IDisposable
{
    private readonly List<IServiceScope> _scopes = [];

    public SecretEgressWorld(int port) => World = new TestWorld(build: builder =>
    {
        var resolver = new ScriptedResolver { Otherwise = [System.Net.IPAddress.Loopback] };
        builder.UseLedger(_ => Ledger).AddTenantSecretReader().AddTenantSecretWriter().AddEphemeralSecretKey();
        builder.AddTenantEgress(EgressWorld.Local(port, static c => c.Secret = "key"));
        builder.Services.Replace(ServiceDescriptor.Singleton<IEgressResolver>(resolver));
    });

    public DurableLedger Ledger { get; } = new();

    public TestWorld World { get; }

    public TenantContext Scope(TenantId tenant, params string[] scopes)
    {
        IServiceScope scope = World.Services.CreateScope();
        _scopes.Add(scope);
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(World.Claim(tenant, scopes), permit: null, correlationId: null);
        return scope.ServiceProvider.GetRequiredService<TenantContext>();
    }

    public async Task<HttpClient> ClientAsync(TenantId tenant)
    {
        TenantContext context = Scope(tenant, "operator.write");
        EgressOpening opening = await World.Services.GetRequiredService<ITenantEgress>().OpenAsync(context, "local");
        return opening.Connector!.CreateClient(context);
    }

    public void Dispose()
    {
        _scopes.ForEach(static s => s.Dispose());
        World.Dispose();
    }
}
