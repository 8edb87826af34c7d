using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Properties.Exhaustive;

/// <summary>Facts of which those of the resource cannot be read: nothing has been looked up.</summary>
internal readonly struct BlindFacts(GateFacts known) : IGateFacts
{
    public DenyReason ClaimFault => known.ClaimFault;

    public bool DirectoryIsFresh => known.DirectoryIsFresh;

    public bool TenantIsAlive => known.TenantIsAlive;

    public bool TenantIsActive => known.TenantIsActive;

    public bool HolderIsAlive => known.HolderIsAlive;

    public bool ClaimIsInTime => known.ClaimIsInTime;

    public bool SelectorsAgree => known.SelectorsAgree;

    public TenancyMode Mode => known.Mode;

    public bool ClaimIsOfHomeTenant => known.ClaimIsOfHomeTenant;

    public bool ClaimIsOfPlatform => known.ClaimIsOfPlatform;

    public bool ActionIsOnPlatform => known.ActionIsOnPlatform;

    public bool ScopeHeldInTenant => known.ScopeHeldInTenant;

    public bool ScopeHeldGlobally => known.ScopeHeldGlobally;

    public bool GlobalScopeCrosses => known.GlobalScopeCrosses;

    public bool ClaimIsByGrant => known.ClaimIsByGrant;

    public bool GrantTargetIsActive => known.GrantTargetIsActive;

    public bool GrantIsAlive => known.GrantIsAlive;

    public bool GrantIsInTime => known.GrantIsInTime;

    public bool GrantCrosses => known.GrantCrosses;

    public bool ScopeHeldByGrant => known.ScopeHeldByGrant;

    public bool OwnerIsGrantTarget => throw new InvalidOperationException("Looked at the resource.");

    public bool ResourceExists => throw new InvalidOperationException("Looked at the resource.");

    public bool ResourceIsOwned => throw new InvalidOperationException("Looked at the resource.");

    public bool OwnerIsClaimTenant => throw new InvalidOperationException("Looked at the resource.");
}
