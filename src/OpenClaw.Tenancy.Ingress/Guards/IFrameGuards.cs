using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>Makes the guard of each connection to a gateway that tenants share.</summary>
/// <remarks>A singleton from dependency injection; must be safe for use by many threads.</remarks>
public interface IFrameGuards
{
    /// <summary>Makes the guard of one connection.</summary>
    /// <param name="claim">The claim that the connection stands by.</param>
    /// <returns>The guard. Where it is disposable, it is disposed of with the connection.</returns>
    IFrameGuard GuardOf(VerifiedTenantClaim claim);
}
