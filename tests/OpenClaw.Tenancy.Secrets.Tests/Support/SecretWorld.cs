using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Support;

/// <summary>A host with secrets in memory.</summary>
internal sealed class SecretWorld : IDisposable
{
    private readonly List<IServiceScope> _scopes = [];

    public SecretWorld(Action<SecretOptions>? configure = null) => World = new TestWorld(build: builder =>
        builder.UseLedger(_ => Ledger).AddTenantSecretReader(configure).AddTenantSecretWriter().AddEphemeralSecretKey());

    public DurableLedger Ledger { get; } = new();

    public TestWorld World { get; }

    public ITenantSecretReader Reader => World.Services.GetRequiredService<ITenantSecretReader>();

    public ITenantSecretWriter Writer => World.Services.GetRequiredService<ITenantSecretWriter>();

    public static SecretName Name { get; } = SecretName.From("openai");

    public TenantContext Admin(TenantId tenant) => Scope(tenant, "operator.admin");

    public TenantContext Scope(TenantId tenant, params string[] scopes)
    {
        IServiceScope scope = World.Services.CreateScope();
        _scopes.Add(scope);
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(World.Claim(tenant, scopes), permit: null, correlationId: null);
        return scope.ServiceProvider.GetRequiredService<TenantContext>();
    }

    public ValueTask<SecretChange> Put(TenantId tenant, string value, SecretPutOptions? options = null) =>
        Writer.PutAsync(Admin(tenant), Name, Encoding.UTF8.GetBytes(value), options, CancellationToken.None);

    /// <summary>The value as text, or the fault.</summary>
    public async Task<string> Read(TenantId tenant, int? version = null)
    {
        SecretReading reading = await Reader.OpenAsync(Scope(tenant, "operator.write"), Name, version, CancellationToken.None);
        using SecretLease? lease = reading.Lease;
        return lease is null ? reading.Fault.ToString() : Encoding.UTF8.GetString(lease.Read().Span);
    }

    public void Dispose()
    {
        _scopes.ForEach(static s => s.Dispose());
        World.Dispose();
    }
}
