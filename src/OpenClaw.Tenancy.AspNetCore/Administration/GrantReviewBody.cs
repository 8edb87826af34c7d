using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>What was found when what was done under a grant was looked at.</summary>
internal sealed record GrantReviewBody(string Note) : IInput
{
    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        BreakGlassGrants.RequireNote(Note);
        return null;
    }
}
