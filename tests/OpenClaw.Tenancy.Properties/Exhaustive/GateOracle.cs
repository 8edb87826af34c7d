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

        foreach ((bool fails, DenyReason reason) in table)
        {
            if (fails)
            {
                return (reason, AccessWay.None);
            }
        }

        return (DenyReason.None, f.OwnerIsClaimTenant ? AccessWay.Own : AccessWay.GlobalScope);
    }
}
