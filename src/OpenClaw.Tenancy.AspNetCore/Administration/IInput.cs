using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What was read of a request, checked before anything is looked up. Each rule is the core's own: it is asked, and not written down again.</summary>
internal interface IInput
{
    /// <summary>Checks what the reading itself cannot.</summary>
    /// <returns>The refusal, or null.</returns>
    /// <exception cref="ArgumentException">A part is malformed.</exception>
    Problem? RefusalFor(VerifiedTenantClaim claim);
}
