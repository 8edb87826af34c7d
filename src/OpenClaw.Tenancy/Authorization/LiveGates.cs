using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The gates over a live request. An ordinary claim and one that came by a grant go through the same function, compiled for each.</summary>
internal static class LiveGates
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DenyReason OfClaim(in AccessRequest request, EngineState state) => request.Principal is { Grant: { } grant } claim
        ? OfGrantedClaim(in request, claim, grant, state)
        : BoundaryGates.OfClaim(new LiveFacts(in request, state));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DenyReason BeforeLookup(in AccessRequest request, EngineState state) => request.Principal is { Grant: { } grant } claim
        ? BeforeGrantedLookup(in request, claim, grant, state)
        : BoundaryGates.BeforeLookup(new LiveFacts(in request, state));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static DenyReason FirstFailure(in AccessRequest request, EngineState state, out AccessWay way) => request.Principal is { Grant: { } grant } claim
        ? FirstGrantedFailure(in request, claim, grant, state, out way)
        : BoundaryGates.FirstFailure(new LiveFacts(in request, state), out way);

    // Few claims come by a grant, so what they take stays out of the way of all others.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DenyReason OfGrantedClaim(in AccessRequest request, VerifiedTenantClaim claim, ClaimGrant grant, EngineState state) =>
        BoundaryGates.OfClaim(new GrantFacts(in request, claim, grant, state));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DenyReason BeforeGrantedLookup(in AccessRequest request, VerifiedTenantClaim claim, ClaimGrant grant, EngineState state) =>
        BoundaryGates.BeforeLookup(new GrantFacts(in request, claim, grant, state));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static DenyReason FirstGrantedFailure(in AccessRequest request, VerifiedTenantClaim claim, ClaimGrant grant, EngineState state, out AccessWay way) =>
        BoundaryGates.FirstFailure(new GrantFacts(in request, claim, grant, state), out way);
}
