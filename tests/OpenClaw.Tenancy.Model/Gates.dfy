include "Basics.dfy"

// The gates of a decision, in their order, over plain facts. The first one that fails decides.
module Gates {
  datatype Mode = Disabled | Shared | Pinned
  datatype Way = ByOwn | ByGlobalScope | ByGrant
  datatype Reason = Unspecified | ClaimMissing | ClaimAmbiguous | TokenInvalid | TenantInactive | Revoked | Expired
                  | SelectorMismatch | PolicyDenied | ScopeMissing | ResourceAbsent | ResourceUnowned | TenantMismatch
                  | PolicyForbid | EvaluatorFault | AuditUnavailable | AsyncRequired | DependencyUnavailable | Passed
  datatype Outcome = Refused(reason: Reason) | Reached(way: Way)

  datatype Facts = Facts(
    claimFault: Reason, mode: Mode, directoryIsFresh: bool, tenantIsAlive: bool, tenantIsActive: bool, holderIsAlive: bool, claimIsInTime: bool,
    selectorsAgree: bool, claimIsOfHomeTenant: bool, claimIsOfPlatform: bool, actionIsOnPlatform: bool, scopeHeldInTenant: bool, scopeHeldGlobally: bool,
    globalScopeCrosses: bool, resourceExists: bool, resourceIsOwned: bool, ownerIsClaimTenant: bool, claimIsByGrant: bool, grantTargetIsActive: bool,
    grantIsAlive: bool, grantIsInTime: bool, grantCrosses: bool, scopeHeldByGrant: bool, ownerIsGrantTarget: bool)

  // The claim alone: it is there, alive, in time, agrees with the selectors, and may be used in this deployment.
  function OfClaim(f: Facts): Reason {
    if f.claimFault != Passed then f.claimFault
    else if !f.directoryIsFresh then DependencyUnavailable
    else if !f.tenantIsAlive then (if f.tenantIsActive then Revoked else TenantInactive)
    else if !f.holderIsAlive then Revoked
    else if !f.claimIsInTime then Expired
    else if f.claimIsByGrant && !f.grantIsAlive then (if f.grantTargetIsActive then Revoked else TenantInactive)
    else if f.claimIsByGrant && !f.grantIsInTime then Expired
    else if !f.selectorsAgree then SelectorMismatch
    else if f.mode.Pinned? && !f.claimIsOfHomeTenant then PolicyDenied
    else if f.mode.Disabled? && !f.claimIsOfHomeTenant then TenantMismatch
    else Passed
  }

  // What acts on the platform itself is no grant's.
  predicate GrantReaches(f: Facts) {
    f.mode.Shared? && f.grantCrosses && !f.actionIsOnPlatform && f.scopeHeldByGrant
  }

  // On the axis of the claim's own tenant: of the platform and of a host without tenancy, that is the global one.
  predicate ScopeCounts(f: Facts) {
    if f.actionIsOnPlatform then f.claimIsOfPlatform && f.scopeHeldGlobally
    else f.scopeHeldInTenant || (f.mode.Disabled? && f.scopeHeldGlobally)
  }

  predicate GlobalScopeReaches(f: Facts) {
    f.mode.Shared? && f.globalScopeCrosses && !f.actionIsOnPlatform && f.claimIsOfPlatform && f.scopeHeldGlobally
  }

  // Before anything is looked up: a scope on any axis that the caller could use here.
  predicate ScopeCouldCount(f: Facts) {
    if f.claimIsByGrant then GrantReaches(f) else ScopeCounts(f) || GlobalScopeReaches(f)
  }

  function BeforeLookup(f: Facts): Reason {
    var claim := OfClaim(f);
    if claim != Passed then claim
    else if !ScopeCouldCount(f) then ScopeMissing
    else Passed
  }

  // A grant opens its target and nothing else, so that it is no way into what is the platform's own.
  function AfterLookup(f: Facts): Outcome {
    if !f.resourceExists then Refused(ResourceAbsent)
    else if !f.resourceIsOwned then Refused(ResourceUnowned)
    else if f.claimIsByGrant then (if f.ownerIsGrantTarget && GrantReaches(f) then Reached(ByGrant) else Refused(TenantMismatch))
    else if f.ownerIsClaimTenant then (if ScopeCounts(f) then Reached(ByOwn) else Refused(ScopeMissing))
    else if GlobalScopeReaches(f) then Reached(ByGlobalScope)
    else Refused(TenantMismatch)
  }

  function FirstFailure(f: Facts): Outcome {
    var before := BeforeLookup(f);
    if before != Passed then Refused(before) else AfterLookup(f)
  }

  // Before the look-up nothing of the resource is looked at, so that the early answers tell nothing of what exists.
  lemma EarlyAnswersTellNothing(f: Facts, g: Facts)
    requires g == f.(resourceExists := g.resourceExists, resourceIsOwned := g.resourceIsOwned, ownerIsClaimTenant := g.ownerIsClaimTenant,
                     ownerIsGrantTarget := g.ownerIsGrantTarget)
    ensures BeforeLookup(f) == BeforeLookup(g)
  {
  }

  // The late gates open nothing by themselves that is neither the caller's own nor crossed by a right that they have seen.
  lemma LateGatesStandAlone(f: Facts)
    requires AfterLookup(f).Reached?
    ensures f.resourceExists && f.resourceIsOwned
    ensures AfterLookup(f).way.ByOwn? ==> f.ownerIsClaimTenant && ScopeCounts(f) && !f.claimIsByGrant
    ensures AfterLookup(f).way.ByGrant? ==> f.ownerIsGrantTarget && GrantReaches(f) && f.claimIsByGrant
    ensures AfterLookup(f).way.ByGlobalScope? ==> GlobalScopeReaches(f) && !f.claimIsByGrant
  {
  }

  // Whoever holds no scope that could count is told so whatever exists, and learns nothing of it.
  lemma ScopelessLearnNothing(f: Facts)
    requires OfClaim(f) == Passed && !ScopeCouldCount(f)
    ensures FirstFailure(f) == Refused(ScopeMissing)
  {
  }

  // A refusal says why: never that nothing was refused.
  lemma RefusalsSayWhy(f: Facts)
    requires FirstFailure(f).Refused?
    ensures FirstFailure(f).reason != Passed
  {
  }
}
