using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Who stands behind a permit, as the directory will ask when it applies his change.</summary>
internal static class PermitActor
{
    private const string Admin = "operator.admin";

    internal static DirectoryActor Of(AccessPermit permit, TenantDirectory directory)
    {
        VerifiedTenantClaim claim = permit.Claim;
        if (claim.Grant is not null)
        {
            // SECURITY: a member or a key that comes of a grant would outlive it. Whoever comes by one grants nothing and takes nothing.
            return DirectoryActor.Nobody;
        }

        if (claim.IsPlatform)
        {
            return new DirectoryActor(TenantRole.Owner, user: null, key: null, new LinkedIdentity(claim.Issuer, claim.Holder), isUnbound: true);
        }

        string? user = directory.MemberOf(directory.EntryOf(claim.Tenant), claim.Issuer, claim.Holder)?.UserId.ToString();
        string? key = string.Equals(claim.Issuer, ApiKeyEntry.Issuer) ? claim.CredentialId : null;

        // SECURITY: a token whose holder is no member says what he may do, and not that he is an owner.
        LinkedIdentity? stranger = user is null && key is null ? new LinkedIdentity(claim.Issuer, claim.Holder) : null;
        TenantRole held = stranger is null ? TenantRole.Owner : TenantRole.Admin;
        bool holdsAdmin = (claim.TenantMask & claim.Realm.Lattice.SatisfiedBy(Admin)) != 0;
        return new DirectoryActor(holdsAdmin ? held : TenantRole.None, user, key, stranger);
    }
}
