using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The tenant boundary: a pure function over plain facts. The first gate that fails decides.</summary>
/// <remarks>
/// SECURITY: this is the only place where the boundary stands. It is a conjunct outside the combining of verdicts: nothing
/// that an evaluator, a role or an order of registration does is an input to it.
/// </remarks>
public static class BoundaryGates
{
    /// <summary>The gates of the claim alone: it is there, alive, in time, agrees with the selectors, and may be used in this deployment.</summary>
    /// <typeparam name="TFacts">The source of facts; a struct, so that the function is compiled for it.</typeparam>
    /// <param name="facts">The facts.</param>
    /// <returns>The first failure, or <see cref="DenyReason.None"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DenyReason OfClaim<TFacts>(scoped in TFacts facts)
        where TFacts : struct, IGateFacts, allows ref struct
    {
        DenyReason fault = facts.ClaimFault;
        if (fault != DenyReason.None)
        {
            return fault;
        }

        if (!facts.DirectoryIsFresh)
        {
            return DenyReason.DependencyUnavailable;
        }

        if (!facts.TenantIsAlive)
        {
            return facts.TenantIsActive ? DenyReason.Revoked : DenyReason.TenantInactive;
        }

        if (!facts.HolderIsAlive)
        {
            return DenyReason.Revoked;
        }

        if (!facts.ClaimIsInTime)
        {
            return DenyReason.Expired;
        }

        if (facts.ClaimIsByGrant)
        {
            if (!facts.GrantIsAlive)
            {
                return facts.GrantTargetIsActive ? DenyReason.Revoked : DenyReason.TenantInactive;
            }

            if (!facts.GrantIsInTime)
            {
                return DenyReason.Expired;
            }
        }

        if (!facts.SelectorsAgree)
        {
            return DenyReason.SelectorMismatch;
        }

        if (facts.Mode != TenancyMode.Shared && !facts.ClaimIsOfHomeTenant)
        {
            return facts.Mode == TenancyMode.Pinned ? DenyReason.PolicyDenied : DenyReason.TenantMismatch;
        }

        return DenyReason.None;
    }

    /// <summary>The gates that need nothing but the request and the claim, before anything is looked up: those of the claim, then the scope's.</summary>
    /// <typeparam name="TFacts">The source of facts.</typeparam>
    /// <param name="facts">The facts.</param>
    /// <returns>The first failure, or <see cref="DenyReason.None"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DenyReason BeforeLookup<TFacts>(scoped in TFacts facts)
        where TFacts : struct, IGateFacts, allows ref struct
    {
        DenyReason claim = OfClaim(in facts);
        return claim != DenyReason.None ? claim : ScopeCouldCount(in facts) ? DenyReason.None : DenyReason.ScopeMissing;
    }

    /// <summary>The gates that need the resource's owner.</summary>
    /// <typeparam name="TFacts">The source of facts.</typeparam>
    /// <param name="facts">The facts.</param>
    /// <param name="way">By which way the resource is reached; <see cref="AccessWay.None"/> when a gate failed.</param>
    /// <returns>The first failure, or <see cref="DenyReason.None"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DenyReason AfterLookup<TFacts>(scoped in TFacts facts, out AccessWay way)
        where TFacts : struct, IGateFacts, allows ref struct
    {
        way = AccessWay.None;
        if (!facts.ResourceExists)
        {
            return DenyReason.ResourceAbsent;
        }

        if (!facts.ResourceIsOwned)
        {
            return DenyReason.ResourceUnowned;
        }

        // SECURITY: before the equality below. A grant opens its target and nothing else, so that it is no way into the platform's own.
        if (facts.ClaimIsByGrant)
        {
            if (!facts.OwnerIsGrantTarget || !GrantReaches(in facts))
            {
                return DenyReason.TenantMismatch;
            }

            way = AccessWay.Grant;
            return DenyReason.None;
        }

        if (facts.OwnerIsClaimTenant)
        {
            if (!ScopeCounts(in facts))
            {
                return DenyReason.ScopeMissing;
            }

            way = AccessWay.Own;
            return DenyReason.None;
        }

        if (!GlobalScopeReaches(in facts))
        {
            return DenyReason.TenantMismatch;
        }

        way = AccessWay.GlobalScope;
        return DenyReason.None;
    }

    /// <summary>All gates in their order.</summary>
    /// <typeparam name="TFacts">The source of facts.</typeparam>
    /// <param name="facts">The facts.</param>
    /// <param name="way">By which way the resource is reached; <see cref="AccessWay.None"/> when a gate failed.</param>
    /// <returns>The first failure, or <see cref="DenyReason.None"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DenyReason FirstFailure<TFacts>(scoped in TFacts facts, out AccessWay way)
        where TFacts : struct, IGateFacts, allows ref struct
    {
        DenyReason before = BeforeLookup(in facts);
        if (before != DenyReason.None)
        {
            way = AccessWay.None;
            return before;
        }

        return AfterLookup(in facts, out way);
    }

    // On any axis that the caller could use here, whatever the resource turns out to be.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ScopeCouldCount<TFacts>(scoped in TFacts facts)
        where TFacts : struct, IGateFacts, allows ref struct =>
        facts.ClaimIsByGrant ? GrantReaches(in facts) : ScopeCounts(in facts) || GlobalScopeReaches(in facts);

    // What acts on the platform itself is no grant's.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GrantReaches<TFacts>(scoped in TFacts facts)
        where TFacts : struct, IGateFacts, allows ref struct =>
        facts.Mode == TenancyMode.Shared && facts.GrantCrosses && !facts.ActionIsOnPlatform && facts.ScopeHeldByGrant;

    // On the axis of the claim's own tenant: of the platform and of a host without tenancy, that is the global one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool ScopeCounts<TFacts>(scoped in TFacts facts)
        where TFacts : struct, IGateFacts, allows ref struct
    {
        if (facts.ActionIsOnPlatform)
        {
            return facts.ClaimIsOfPlatform && facts.ScopeHeldGlobally;
        }

        return facts.ScopeHeldInTenant || (facts.Mode == TenancyMode.Disabled && facts.ScopeHeldGlobally);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool GlobalScopeReaches<TFacts>(scoped in TFacts facts)
        where TFacts : struct, IGateFacts, allows ref struct =>
        facts.Mode == TenancyMode.Shared && facts.GlobalScopeCrosses && !facts.ActionIsOnPlatform
            && facts.ClaimIsOfPlatform && facts.ScopeHeldGlobally;
}
