using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The facts of a live request, each read only when a gate asks for it.</summary>
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

    public bool ClaimIsByGrant
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _claim!.Grant is not null;
    }

    // What follows is read of the few claims that came by a grant, and stays out of the way of all others.
    public bool GrantTargetIsActive => IsTargetActive(_claim!.Grant!);

    public bool GrantIsAlive => IsAlive(_claim!.Grant!);

    // SECURITY: by the clock of ends. A clock that is set back brings no grant back.
    public bool GrantIsInTime => IsOpen(_claim!, _state);

    public bool SelectorsAgree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _request.Selection.AgreesWith(_claim!.ReachedTenant);
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

    public bool GrantCrosses => _state.Crossing is CrossTenantAccess.BreakGlass or CrossTenantAccess.GlobalScope;

    public bool ScopeHeldByGrant => Gives(_claim!.Grant!, _request.Action!);

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

    public bool OwnerIsGrantTarget => IsTarget(_claim!.Grant!, _request.Resource.Owner);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsTargetActive(ClaimGrant grant) => grant.IsTargetActive;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsAlive(ClaimGrant grant) => grant.IsAlive;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsOpen(VerifiedTenantClaim claim, EngineState state) =>
        state.Realm.Steady.NowTicks is long now && claim.Grant!.IsOpenAt(now) && now < claim.NotAfterTicks;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool Gives(ClaimGrant grant, AccessAction action) =>
        (action.SatisfiedBy & grant.Mask) != 0 || (!action.IsKnown && grant.Scopes.HoldsExactly(action.RequiredScope, global: false));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsTarget(ClaimGrant grant, TenantId? owner) => owner is not null && owner.Equals(grant.Target);

    // A scope that the lattice does not know has no bit and is matched exactly.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool HoldsUnknown(bool global) => !_request.Action!.IsKnown && _claim!.Scopes.HoldsExactly(_request.Action.RequiredScope, global);
}
