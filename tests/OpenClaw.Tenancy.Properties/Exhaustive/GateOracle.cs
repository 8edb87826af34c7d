using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>The table of gates, row by row: what fails first decides. Written from the rules, apart from the library's function.</summary>
internal static class GateOracle
{
    public static (DenyReason Reason, AccessWay Way) Expect(in GateFacts f)
    {
        bool shared = f.Mode == TenancyMode.Shared;
        bool disabled = f.Mode == TenancyMode.Disabled;

        // Who may use which axis: a tenant's scope in its own tenant; the global axis for the platform's own affairs,
        // for a host without tenancy, and, where it crosses, for any tenant's.
        bool ownAxis = f.ActionIsOnPlatform ? f.ClaimIsOfPlatform & f.ScopeHeldGlobally : f.ScopeHeldInTenant | (disabled & f.ScopeHeldGlobally);
        bool crosses = shared & f.GlobalScopeCrosses & f.ClaimIsOfPlatform & f.ScopeHeldGlobally & !f.ActionIsOnPlatform;
        if (f.ClaimIsByGrant)
        {
            return ExpectByGrant(in f);
        }

        (bool Fails, DenyReason Reason)[] table =
        [
            (f.ClaimFault != DenyReason.None, f.ClaimFault),
            (!f.DirectoryIsFresh, DenyReason.DependencyUnavailable),
            (!f.TenantIsAlive & !f.TenantIsActive, DenyReason.TenantInactive),
            (!f.TenantIsAlive, DenyReason.Revoked),
            (!f.HolderIsAlive, DenyReason.Revoked),
            (!f.ClaimIsInTime, DenyReason.Expired),
            (!f.SelectorsAgree, DenyReason.SelectorMismatch),
            (f.Mode == TenancyMode.Pinned & !f.ClaimIsOfHomeTenant, DenyReason.PolicyDenied),
            (disabled & !f.ClaimIsOfHomeTenant, DenyReason.TenantMismatch),
            (!ownAxis & !crosses, DenyReason.ScopeMissing),
            (!f.ResourceExists, DenyReason.ResourceAbsent),
            (!f.ResourceIsOwned, DenyReason.ResourceUnowned),
            (!f.OwnerIsClaimTenant & !crosses, DenyReason.TenantMismatch),
            (f.OwnerIsClaimTenant & !ownAxis, DenyReason.ScopeMissing),
        ];

        return First(table) ?? (DenyReason.None, f.OwnerIsClaimTenant ? AccessWay.Own : AccessWay.GlobalScope);
    }

    // Who comes by a grant has nothing else: no own way, no global scope, nothing of the platform's. The grant opens its target,
    // while it lives and its time has not passed, where the host lets grants cross, and for what its scopes reach there.
    private static (DenyReason Reason, AccessWay Way) ExpectByGrant(in GateFacts f)
    {
        bool shared = f.Mode == TenancyMode.Shared;
        bool gives = shared & f.GrantCrosses & f.ScopeHeldByGrant & !f.ActionIsOnPlatform;
        return First(
        [
            (f.ClaimFault != DenyReason.None, f.ClaimFault),
            (!f.DirectoryIsFresh, DenyReason.DependencyUnavailable),
            (!f.TenantIsAlive & !f.TenantIsActive, DenyReason.TenantInactive),
            (!f.TenantIsAlive, DenyReason.Revoked),
            (!f.HolderIsAlive, DenyReason.Revoked),
            (!f.ClaimIsInTime, DenyReason.Expired),
            (!f.GrantIsAlive & !f.GrantTargetIsActive, DenyReason.TenantInactive),
            (!f.GrantIsAlive, DenyReason.Revoked),
            (!f.GrantIsInTime, DenyReason.Expired),
            (!f.SelectorsAgree, DenyReason.SelectorMismatch),
            (f.Mode == TenancyMode.Pinned & !f.ClaimIsOfHomeTenant, DenyReason.PolicyDenied),
            (f.Mode == TenancyMode.Disabled & !f.ClaimIsOfHomeTenant, DenyReason.TenantMismatch),
            (!gives, DenyReason.ScopeMissing),
            (!f.ResourceExists, DenyReason.ResourceAbsent),
            (!f.ResourceIsOwned, DenyReason.ResourceUnowned),
            (!f.OwnerIsGrantTarget, DenyReason.TenantMismatch),
        ]) ?? (DenyReason.None, AccessWay.Grant);
    }

    private static (DenyReason Reason, AccessWay Way)? First((bool Fails, DenyReason Reason)[] table)
    {
        foreach ((bool fails, DenyReason reason) in table)
        {
            if (fails)
            {
                return (reason, AccessWay.None);
            }
        }

        return null;
    }
}
