using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record NewInvitationBody(string Role, long LifetimeSeconds = NewInvitationBody.DefaultSeconds) : IInput
{
    private const long DefaultSeconds = 7 * 24 * 60 * 60;

    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        _ = (ToRole(), ToLifetime());
        return null;
    }

    internal TenantRole ToRole() => RoleText.Require(Role);

    internal TimeSpan ToLifetime() => Seconds.Require(LifetimeSeconds, TimeSpan.FromSeconds(1), TenantMembers.MaxInvitation);
}
