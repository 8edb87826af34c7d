using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>One host with reader and writer, over a vault that others may have too.</summary>
public sealed class SecretHost : IDisposable
{
    private readonly List<IServiceScope> _scopes = [];
    private readonly Lock _lock = new();

    /// <summary>Builds it.</summary>
    /// <param name="vault">The vault; null for one in memory of its own.</param>
    /// <param name="keys">Registers what wraps data keys.</param>
    /// <param name="options">Sets the options of secrets.</param>
    /// <param name="clock">The clock; null for one that a test moves.</param>
    /// <param name="build">Registers more.</param>
    /// <param name="tenancy">Sets the options of tenancy.</param>
    public SecretHost(
        ITenantVault? vault,
        Action<TenancyBuilder> keys,
        Action<SecretOptions>? options = null,
        TimeProvider? clock = null,
        Action<TenancyBuilder>? build = null,
        Action<TenancyOptions>? tenancy = null)
    {
        World = new TestWorld(tenancy, builder =>
        {
            builder.UseLedger(_ => Ledger).AddTenantSecretReader(options).AddTenantSecretWriter();
            keys(builder);
            if (vault is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(vault));
            }

            if (clock is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(clock));
            }

            build?.Invoke(builder);
        });
        Clock = World.Services.GetRequiredService<TimeProvider>();
    }

    public static SecretName Name { get; } = SecretName.From("openai");

    public DurableLedger Ledger { get; } = new();

    public TestWorld World { get; }

    public TimeProvider Clock { get; }

    public ITenantSecretReader Reader => World.Services.GetRequiredService<ITenantSecretReader>();

    public ITenantSecretWriter Writer => World.Services.GetRequiredService<ITenantSecretWriter>();

    public SecretKeyRewrap Rewrap => World.Services.GetRequiredService<SecretKeyRewrap>();

    public TenantContext Admin(TenantId tenant) => Scope(tenant, "operator.admin");

    /// <summary>A scope whose claim lives for five minutes from now.</summary>
    public TenantContext Scope(TenantId tenant, string name = "operator.write")
    {
        IServiceScope scope = World.Services.CreateScope();
        lock (_lock)
        {
            _scopes.Add(scope);
        }

        DateTimeOffset now = Clock.GetUtcNow();
        ClaimAcceptance acceptance = World.Issuer.Accept(new TenantClaim
        {
            Issuer = TestWorld.Idp,
            Tenant = tenant.ToString(),
            Subject = "someone",
            Scopes = [tenant == TenantId.Platform ? name : $"{name}@{tenant}"],
            IssuedAt = now,
            ExpiresAt = now + TimeSpan.FromMinutes(5),
        });
        VerifiedTenantClaim claim = acceptance.Claim ?? throw new InvalidOperationException($"{acceptance.Reason}: {acceptance.Detail}");
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(claim, permit: null, correlationId: null);
        return scope.ServiceProvider.GetRequiredService<TenantContext>();
    }

    public async Task<SecretChange> Put(TenantId tenant, string value, SecretName? name = null, SecretPutOptions? options = null) =>
        await Writer.PutAsync(Admin(tenant), name ?? Name, Encoding.UTF8.GetBytes(value), options, CancellationToken.None);

    public async Task<SecretChange> Rotate(TenantId tenant, string value, TimeSpan? overlap = null) =>
        await Writer.RotateAsync(Admin(tenant), Name, Encoding.UTF8.GetBytes(value), new SecretRotateOptions { Overlap = overlap }, CancellationToken.None);

    /// <summary>The number of the version and the value as text, or the fault.</summary>
    public Task<string> Read(TenantId tenant, int? version = null, SecretName? name = null) => Read(Scope(tenant), version, name);

    /// <summary>The number of the version and the value as text, or the fault.</summary>
    public async Task<string> Read(TenantContext scope, int? version = null, SecretName? name = null)
    {
        SecretReading reading = await Reader.OpenAsync(scope, name ?? Name, version, CancellationToken.None);
        using SecretLease? lease = reading.Lease;
        return lease is null ? reading.Fault.ToString() : $"{lease.Version}:{Encoding.UTF8.GetString(lease.Read().Span)}";
    }

    public void Dispose()
    {
        _scopes.ForEach(static s => s.Dispose());
        World.Dispose();
    }
}
