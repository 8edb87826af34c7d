using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Ingress.Hosting;

/// <summary>The door of the sample's own start, which puts the tokens of gateways among the secrets. Who can resolve it can speak for every tenant: it is used in one place.</summary>
internal sealed class SetupDoor(TenantIssuer issuer)
{
    internal const string Name = "setup";

    internal VerifiedTenantClaim Enter(TenantId tenant)
    {
        DateTimeOffset now = issuer.Now;
        ClaimAcceptance acceptance = issuer.Accept(new TenantClaim
        {
            Issuer = Name,
            Tenant = tenant.ToString(),
            Subject = "start",
            Scopes = [$"operator.admin@{tenant}"],
            IssuedAt = now,
            ExpiresAt = now + issuer.MaxLifetime,
        });
        return acceptance.Claim ?? throw new InvalidOperationException($"{tenant}: {acceptance.Reason}");
    }
}
