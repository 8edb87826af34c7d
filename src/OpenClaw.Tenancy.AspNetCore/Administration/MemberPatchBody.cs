using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record MemberPatchBody(string Role, long? Version = null) : IInput
{
    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        _ = ToRole();
        return null;
    }

    internal TenantRole ToRole() => RoleText.Require(Role);
}
