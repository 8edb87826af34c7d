using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Limits;

/// <summary>A host with limits, and claims of whichever subject.</summary>
public sealed class LimitedWorld : IDisposable
{
    public LimitedWorld(Action<TenantLimitOptions> limits, Action<TenancyBuilder>? more = null) => World = new TestWorld(build: b =>
    {
        b.AddTenantLimits(limits).UseLedger(_ => Ledger);
        more?.Invoke(b);
    });

    public TestWorld World { get; }

    public DurableLedger Ledger { get; } = new();

    public TenantLimiter Limiter => World.Services.GetRequiredService<TenantLimiter>();

    public VerifiedTenantClaim Claim(TenantId tenant, string subject = "someone", DoorOf door = DoorOf.Idp) =>
        Accept(tenant.ToString(), subject, door) ?? throw new InvalidOperationException("The claim was not accepted.");

    /// <summary>An accepted claim, or null where the issuer may not speak for such a tenant.</summary>
    public VerifiedTenantClaim? Accept(string tenant, string subject = "someone", DoorOf door = DoorOf.Idp)
    {
        TenantIssuer issuer = door == DoorOf.Idp ? World.Issuer : World.IssuerOf("other");
        return issuer.Accept(new TenantClaim
        {
            Issuer = issuer.Name,
            Tenant = tenant,
            Subject = subject,
            Scopes = [$"operator.read@{tenant}"],
            IssuedAt = World.Time.Now,
            ExpiresAt = World.Time.Now + TimeSpan.FromMinutes(5),
        }).Claim;
    }

    public LimitLease Ask(VerifiedTenantClaim claim) => Limiter.Acquire(new LimitedRequest(claim, "runs.list", "the-correlation"));

    public LimitLease Ask(TenantId tenant, string subject = "someone") => Ask(Claim(tenant, subject));

    /// <summary>How many of a number of requests at one moment are allowed.</summary>
    public int Allowed(TenantId tenant, int times, string subject = "someone")
    {
        VerifiedTenantClaim claim = Claim(tenant, subject);
        return Enumerable.Range(0, times).Count(_ => Ask(claim).IsAllowed);
    }

    public void Dispose() => World.Dispose();
}
