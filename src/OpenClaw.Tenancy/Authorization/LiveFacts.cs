using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The facts of a live request, each read only when a gate asks for it. Of a claim that came by a grant: <see cref="GrantFacts"/>.</summary>
internal readonly ref struct LiveFacts : IGateFacts
{
    private readonly ref readonly AccessRequest _request;
    private readonly EngineState _state;
    private readonly VerifiedTenantClaim? _claim;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LiveFacts(ref readonly AccessRequest request, EngineState state)
    {
        _request = ref request;
        _state = state;
        _claim = request.Principal;
    }

    // A claim or an action of another container is none here: its lattice and directory are not ours.
    public DenyReason ClaimFault
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _claim is null ? _request.ClaimFault
        : ReferenceEquals(_claim.Realm, _state.Realm) && ReferenceEquals(_request.Action!.Lattice, _state.Lattice) ? _request.ClaimFault
        : DenyReason.TokenInvalid;
    }

    public bool DirectoryIsFresh
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _request.NowTicks <= _state.Directory.FreshUntilTicks;
    }

    public bool TenantIsAlive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _claim!.IsTenantAlive;
    }

    public bool TenantIsActive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _claim!.TenantStatus == TenantStatus.Active;
    }

    public bool HolderIsAlive
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _claim!.IsHolderAlive;
    }

    public bool ClaimIsInTime
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _request.NowTicks < _claim!.NotAfterTicks;
    }

    // What came by a grant is asked about through GrantFacts. Here it is none, and holds nothing.
    public bool ClaimIsByGrant => false;

    public bool GrantTargetIsActive => false;

    public bool GrantIsAlive => false;

    public bool GrantIsInTime => false;

    public bool GrantCrosses => false;

    public bool ScopeHeldByGrant => false;

    public bool OwnerIsGrantTarget => false;

    public bool SelectorsAgree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _request.Selection.AgreesWith(_claim!.Tenant);
    }

    public TenancyMode Mode
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _state.Mode;
    }

    public bool ClaimIsOfHomeTenant
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _claim!.Tenant == _state.Home;
    }

    public bool ClaimIsOfPlatform
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _claim!.IsPlatform;
    }

    public bool ActionIsOnPlatform
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _request.Action!.IsOnPlatform;
    }

    public bool ScopeHeldInTenant
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (_request.Action!.SatisfiedBy & _claim!.TenantMask) != 0 || HoldsUnknown(global: false);
    }

    public bool ScopeHeldGlobally
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (_request.Action!.SatisfiedBy & _claim!.GlobalMask) != 0 || HoldsUnknown(global: true);
    }

    public bool GlobalScopeCrosses
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _state.Crossing == CrossTenantAccess.GlobalScope;
    }

    public bool ResourceExists
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _request.Resource.Exists;
    }

    // Without tenancy, what belongs to nobody is the default tenant's.
    public bool ResourceIsOwned
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _request.Resource.Owner is not null || Mode == TenancyMode.Disabled;
    }

    public bool OwnerIsClaimTenant
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _request.Resource.Owner is { } owner ? owner.Equals(_claim!.Tenant) : Mode == TenancyMode.Disabled;
    }

    // A scope that the lattice does not know has no bit and is matched exactly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HoldsUnknown(bool global) => !_request.Action!.IsKnown && _claim!.Scopes.HoldsExactly(_request.Action.RequiredScope, global);
}
