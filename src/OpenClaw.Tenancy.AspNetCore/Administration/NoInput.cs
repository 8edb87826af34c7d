using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>That a route takes nothing.</summary>
internal sealed class NoInput : IInput
{
    public Problem? RefusalFor(VerifiedTenantClaim claim) => null;
}
