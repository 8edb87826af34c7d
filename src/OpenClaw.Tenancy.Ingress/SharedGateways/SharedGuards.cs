using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Ingress.Guards;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>Makes the guards of gateways that tenants share. A singleton, safe for use by many threads.</summary>
internal sealed class SharedGuards(IngressOptions options) : IFrameGuards
{
    public IFrameGuard GuardOf(VerifiedTenantClaim claim) => new SharedGatewayGuard(claim.ReachedTenant, options.AgentsOf(claim.ReachedTenant));
}
