using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>The ingress's own door: by it the credential of a cell is read in the scope of its tenant. Nobody else gets hold of it.</summary>
internal sealed class IngressDoor(TenantIssuer issuer, TenantDirectory directory, string scope)
{
    internal const string Name = "openclaw.tenancy.ingress";
    internal const string Subject = "ingress";

    /// <summary>How long such a claim lives: as long as it takes to read one secret.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    internal VerifiedTenantClaim? Enter(TenantId tenant)
    {
        DateTimeOffset now = issuer.Now;
        return issuer.Accept(new TenantClaim
        {
            Issuer = Name,
            Tenant = tenant.ToString(),
            Subject = Subject,
            Scopes = [$"{scope}@{tenant}"],
            IssuedAt = now,
            ExpiresAt = now + Lifetime,

            // By the clock alone, a tenant that has just come back would have to wait until the clocks may be off no more.
            Generation = directory.GenerationOf(tenant, Name, Subject),
        }).Claim;
    }
}
