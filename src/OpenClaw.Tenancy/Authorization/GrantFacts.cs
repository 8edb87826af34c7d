using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The facts of a live request whose claim came by a break-glass grant: those of the claim, and those of the grant.</summary>
/// <remarks>A type of its own, so that the same gates are compiled for ordinary claims without a word of grants.</remarks>
internal readonly ref struct GrantFacts : IGateFacts
{
    private readonly ref readonly AccessRequest _request;
    private readonly LiveFacts _facts;
    private readonly EngineState _state;
    private readonly VerifiedTenantClaim _claim;
    private readonly ClaimGrant _grant;

    internal GrantFacts(ref readonly AccessRequest request, VerifiedTenantClaim claim, ClaimGrant grant, EngineState state)
    {
        _request = ref request;
        _facts = new LiveFacts(in request, state);
        (_state, _claim, _grant) = (state, claim, grant);
    }

    public DenyReason ClaimFault => _facts.ClaimFault;

    public bool DirectoryIsFresh => _facts.DirectoryIsFresh;

    public bool TenantIsAlive => _facts.TenantIsAlive;

    public bool TenantIsActive => _facts.TenantIsActive;

    public bool HolderIsAlive => _facts.HolderIsAlive;

    public bool ClaimIsInTime => _facts.ClaimIsInTime;

    public bool ClaimIsByGrant => true;

    public bool GrantTargetIsActive => _grant.IsTargetActive;

    public bool GrantIsAlive => _grant.IsAlive;

    // SECURITY: by the clock of ends. A clock that is set back brings no grant back.
    public bool GrantIsInTime => _state.Realm.Steady.NowTicks is long now && _grant.IsOpenAt(now) && now < _claim.NotAfterTicks;

    public bool SelectorsAgree => _request.Selection.AgreesWith(_grant.Target);

    public TenancyMode Mode => _facts.Mode;

    public bool ClaimIsOfHomeTenant => _facts.ClaimIsOfHomeTenant;

    public bool ClaimIsOfPlatform => _facts.ClaimIsOfPlatform;

    public bool ActionIsOnPlatform => _facts.ActionIsOnPlatform;

    public bool ScopeHeldInTenant => _facts.ScopeHeldInTenant;

    public bool ScopeHeldGlobally => _facts.ScopeHeldGlobally;

    public bool GlobalScopeCrosses => _facts.GlobalScopeCrosses;

    public bool GrantCrosses => _state.Crossing is CrossTenantAccess.BreakGlass or CrossTenantAccess.GlobalScope;

    public bool ScopeHeldByGrant => (_request.Action!.SatisfiedBy & _grant.Mask) != 0
        || (!_request.Action.IsKnown && _grant.Scopes.HoldsExactly(_request.Action.RequiredScope, global: false));

    public bool ResourceExists => _facts.ResourceExists;

    public bool ResourceIsOwned => _facts.ResourceIsOwned;

    public bool OwnerIsClaimTenant => _facts.OwnerIsClaimTenant;

    public bool OwnerIsGrantTarget => _request.Resource.Owner is { } owner && owner.Equals(_grant.Target);
}
