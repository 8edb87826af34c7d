using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.Support;

/// <summary>A host with secrets in memory.</summary>
internal sealed class SecretWorld : IDisposable
{
    private readonly List<IServiceScope> _scopes = [];

    /// <summary>Starts the host.</summary>
    /// <param name="configure">Sets the options, or null.</param>
    /// <param name="vault">The vault that takes the place of the one in memory, or null.</param>
    /// <param name="build">Adds the key and whatever else; null for a key that nobody keeps.</param>
    /// <param name="time">The clock, or null for one of its own.</param>
    public SecretWorld(Action<SecretOptions>? configure = null, ITenantVault? vault = null, Action<TenancyBuilder>? build = null, ManualTime? time = null) => World = new TestWorld(
        build: builder =>
        {
            builder.UseLedger(_ => Ledger).AddTenantSecretReader(configure).AddTenantSecretWriter();
            (build ?? (static b => b.AddEphemeralSecretKey()))(builder);
            if (vault is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(vault));
            }
        },
        time: time);

    public DurableLedger Ledger { get; } = new();

    public TestWorld World { get; }

    public ITenantVault Vault => World.Services.GetRequiredService<ITenantVault>();

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
