using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.TestKit;

/// <summary>A host without a web server: tenants acme, globex and initech, and the issuer "idp" that speaks for them and for the platform.</summary>
public sealed class TestWorld : IDisposable
{
    public const string Idp = "idp";

    public static readonly TenantId Acme = TenantId.From("acme");
    public static readonly TenantId Globex = TenantId.From("globex");
    public static readonly TenantId Initech = TenantId.From("initech");

    public TestWorld(Action<TenancyOptions>? options = null, Action<TenancyBuilder>? build = null, ManualTime? time = null)
    {
        Time = time ?? new ManualTime();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        TenancyBuilder builder = services.AddTenancy(o =>
        {
            o.Mode = TenancyMode.Shared;
            o.MaxStrangerRecordsPerSecond = int.MaxValue;
            options?.Invoke(o);
        });
        builder.AddTenants("acme", "globex", "initech");
        builder.AddIssuer(Idp, o => o.ForTenants("acme", "globex", "initech").AllowPlatform(), (_, issuer) => new TestVerifier(issuer));
        build?.Invoke(builder);
        Services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    public ManualTime Time { get; }

    public ServiceProvider Services { get; }

    public PolicyEngine Engine => Services.GetRequiredService<PolicyEngine>();

    public TenantDirectory Directory => Services.GetRequiredService<TenantDirectory>();

    public InMemoryAuditLedger Ledger => (InMemoryAuditLedger)Services.GetRequiredService<IAuditLedger>();

    public TenantIssuer Issuer => IssuerOf(Idp);

    /// <summary>The door of an issuer that was added with a <see cref="TestVerifier"/>.</summary>
    public TenantIssuer IssuerOf(string name) => Services.GetServices<TestVerifier>().Single(v => v.Issuer.Name == name).Issuer;

    /// <summary>An accepted claim; bare scope names are put on the tenant's axis, for the platform on the global one.</summary>
    public VerifiedTenantClaim Claim(TenantId tenant, params string[] scopes)
    {
        bool global = tenant == TenantId.Platform || tenant == TenantId.Default;
        ClaimAcceptance acceptance = Issuer.Accept(Asserted(tenant, [.. scopes.Select(s => global ? s : $"{s}@{tenant}")]));
        return acceptance.Claim ?? throw new InvalidOperationException($"{acceptance.Reason}: {acceptance.Detail}");
    }

    public TenantClaim Asserted(TenantId tenant, string[] scopes) => new()
    {
        Issuer = Idp,
        Tenant = tenant.ToString(),
        Subject = "someone",
        Scopes = scopes,
        IssuedAt = Time.Now,
        ExpiresAt = Time.Now + TimeSpan.FromMinutes(5),
        CredentialId = "c1",
    };

    public void Dispose() => Services.Dispose();
}
