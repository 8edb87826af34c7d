using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Worker;

/// <summary>The door of the host's own schedules. Who can resolve it can speak for every tenant: it is injected in one place.</summary>
internal sealed class ScheduleDoor(TenantIssuer issuer)
{
    internal const string Name = "schedules";

    internal VerifiedTenantClaim Enter(string tenant)
    {
        DateTimeOffset now = issuer.Now;
        ClaimAcceptance acceptance = issuer.Accept(new TenantClaim
        {
            Issuer = Name,
            Tenant = tenant,
            Subject = "nightly",
            Scopes = [$"operator.write@{tenant}"],
            IssuedAt = now,
            ExpiresAt = now + issuer.MaxLifetime,
        });
        return acceptance.Claim ?? throw new InvalidOperationException($"{tenant}: {acceptance.Reason}");
    }
}
