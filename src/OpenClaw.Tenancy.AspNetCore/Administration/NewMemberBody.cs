using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record NewMemberBody(string Issuer, string Subject, string Role) : IInput
{
    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        // The change is made to be thrown away: what it refuses is malformed.
        DirectoryChange.AddMember(claim.Tenant, ToIdentity(), UserId.New(), ToRole(), DirectoryActor.Host);
        return null;
    }

    internal LinkedIdentity ToIdentity() => new(Issuer, Subject);

    internal TenantRole ToRole() => RoleText.Require(Role);
}
