include "Decisions.dfy"

// What holds of the boundary, whatever evaluators say and whatever the ledger does.
module BoundaryTheorems {
  import opened Basics
  import opened Gates
  import opened Lattices
  import opened Lives
  import opened ScopeSets
  import opened Worlds
  import opened Verdicts
  import opened Decisions

  // Default deny: an allow has a verified claim, an action, and a held scope on an axis that counts, behind it. In every mode.
  lemma DefaultDeny(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Allowed(h, r, answers, l)
    ensures r.caller.Holder? && r.action.Some?
    ensures ScopeBehind(h, r.caller.claim, r.action.value)
    ensures r.resource.Present?
  {
  }

  ghost predicate ScopeBehind(h: Host, k: Claim, a: Action) {
    if k.grant.Some? then Holds(h.implies, k.grant.value.scopes, Some(k.grant.value.target), a.required)
    else
      || (a.kind in {OnTenant, TenantPrivilege} && Holds(h.implies, k.scopes, Some(k.tenant), a.required))
      || ((k.tenant == h.platform || h.mode.Disabled?) && Holds(h.implies, k.scopes, None, a.required))
  }

  ghost predicate LiveGrantFor(h: Host, k: Claim, r: Request, target: Id) {
    && k.grant.Some? && h.crossing != Never && r.action.Some?
    && var g := k.grant.value;
    && g.target == target
    && Alive(g.own) && Alive(g.targetTenant) && (forall i :: 0 <= i < |g.holders| ==> Alive(g.holders[i]))
    && g.notBefore <= r.steady < g.notAfter
    && Holds(h.implies, g.scopes, Some(target), r.action.value.required)
  }

  ghost predicate GlobalScopeFor(h: Host, k: Claim, r: Request) {
    h.crossing == GlobalScopes && k.tenant == h.platform && r.action.Some? && Holds(h.implies, k.scopes, None, r.action.value.required)
  }

  // No allow across tenants without a live grant for that tenant, action and moment, or, where the host chose it, a platform principal's global scope.
  lemma NoCrossing(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Allowed(h, r, answers, l)
    requires r.resource.Present? && r.resource.owner.Some? && r.caller.Holder? && r.resource.owner.value != r.caller.claim.tenant
    ensures h.mode.Shared? && r.action.value.kind in {OnTenant, TenantPrivilege}
    ensures LiveGrantFor(h, r.caller.claim, r, r.resource.owner.value) || GlobalScopeFor(h, r.caller.claim, r)
  {
  }

  // A permit is for the owner of the resource and for nobody else.
  lemma PermitIsForTheOwner(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Allowed(h, r, answers, l) && r.resource.Present? && r.resource.owner.Some?
    ensures Decide(h, r, answers, l).target == r.resource.owner.value
    ensures Decide(h, r, answers, l).effective == r.caller.claim.tenant
  {
  }

  // A permit says truly by which way it was earned.
  lemma WayIsTrue(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Allowed(h, r, answers, l)
    ensures var d := Decide(h, r, answers, l);
      && (d.way.ByOwn? <==> r.caller.claim.grant.None? && d.effective == d.target)
      && (d.way.ByGlobalScope? <==> r.caller.claim.grant.None? && d.effective != d.target)
      && (d.way.ByGrant? <==> r.caller.claim.grant.Some?)
      && (d.way.ByGrant? ==> d.target == r.caller.claim.grant.value.target)
  {
  }

  // A grant gives its holder nothing but its target: no way into the platform, no action on it, whatever scopes he held besides.
  lemma GrantOpensItsTargetAlone(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Allowed(h, r, answers, l) && r.caller.claim.grant.Some?
    ensures var g := r.caller.claim.grant.value;
      && r.resource == Present(Some(g.target)) && LiveGrantFor(h, r.caller.claim, r, g.target)
      && r.action.value.kind in {OnTenant, TenantPrivilege}
      && r.steady < r.caller.claim.notAfter
  {
  }

  // With tenancy off, the default tenant is reached and no other; what belongs to another stays out of reach.
  lemma DisabledIsOneTenant(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires h.mode.Disabled? && Allowed(h, r, answers, l)
    ensures Decide(h, r, answers, l) == Permit(h.home, h.home, ByOwn)
    ensures r.resource.owner.Some? ==> r.resource.owner.value == h.home
  {
  }

  // A pinned deployment answers one tenant, for one tenant, whatever grants and scopes there are.
  lemma PinnedIsOneTenant(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires h.mode.Pinned? && Allowed(h, r, answers, l)
    ensures Decide(h, r, answers, l) == Permit(h.home, h.home, ByOwn)
    ensures r.caller.claim.tenant == h.home && r.resource == Present(Some(h.home)) && Agree(r.selectors, h.home)
  {
  }

  ghost predicate Sound(h: Host, k: Claim, r: Request, a: Action) {
    && FaultOf(h, k, a) == Passed && r.now <= r.freshUntil && Alive(k.tenantLife) && AllAlive(k.holders) && r.now < k.notAfter
    && (k.grant.Some? ==> GrantLives(k.grant.value) && GrantIsOpen(k.grant.value, k, r))
  }

  // A sound claim of another tenant is told so with the exact reason: policy_denied, and selector_mismatch where a selector disagrees with it.
  lemma PinnedSaysWhy(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires h.mode.Pinned? && r.action.Some? && r.caller.Holder? && Sound(h, r.caller.claim, r, r.action.value)
    requires r.caller.claim.tenant != h.home
    ensures Agree(r.selectors, About(r.caller.claim)) ==> Decide(h, r, answers, l) == Deny(PolicyDenied)
    ensures !Agree(r.selectors, About(r.caller.claim)) ==> Decide(h, r, answers, l) == Deny(SelectorMismatch)
  {
  }

  // Selectors never authenticate: an allow agrees with each of them, and taking one away changes an allow in nothing.
  lemma SelectorsOnlyNarrow(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Allowed(h, r, answers, l)
    ensures var d := Decide(h, r, answers, l); d.way.ByGlobalScope? || Agree(r.selectors, d.target)
    ensures Agree(r.selectors, About(r.caller.claim))
    ensures Decide(h, r.(selectors := []), answers, l) == Decide(h, r, answers, l)
  {
  }

  // Admin in one tenant gives nothing in another: scopes on another tenant's axis can be piled up or taken away, and no decision changes.
  lemma ForeignScopesAreNothing(h: Host, r: Request, answers: seq<Answer>, l: Ledger, other: Id)
    requires r.caller.Holder? && other != r.caller.claim.tenant
    ensures var k := r.caller.claim;
      Decide(h, r, answers, l) == Decide(h, r.(caller := Holder(k.(scopes := Without(k.scopes, other)))), answers, l)
  {
    var k := r.caller.claim;
    var without := k.(scopes := Without(k.scopes, other));
    if r.action.Some? {
      var a := r.action.value;
      AxesAreApart(h.implies, k.scopes, other, Some(k.tenant), a.required);
      AxesAreApart(h.implies, k.scopes, other, None, a.required);
      assert FactsOf(h, k, r, a) == FactsOf(h, without, r.(caller := Holder(without)), a);
    }
  }

  // Whoever is no platform principal and has no grant is refused what is another tenant's, with whatever scopes.
  lemma AdminElsewhereIsNothing(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires r.caller.Holder? && r.caller.claim.tenant != h.platform && r.caller.claim.grant.None?
    requires r.resource.Present? && r.resource.owner.Some? && r.resource.owner.value != r.caller.claim.tenant
    ensures !Allowed(h, r, answers, l)
  {
  }

  // What belongs to nobody is out of everybody's reach, but with tenancy off; what is absent is out of reach always.
  lemma UnownedIsUnreachable(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires r.resource.Absent? || (r.resource.owner.None? && !h.mode.Disabled?)
    ensures !Allowed(h, r, answers, l)
  {
  }

  // A claim whose tenant, member or credential was revoked since, or that has ended, opens nothing and says why.
  lemma RevokedIsDead(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires r.action.Some? && r.caller.Holder? && FaultOf(h, r.caller.claim, r.action.value) == Passed && r.now <= r.freshUntil
    requires var k := r.caller.claim; !Alive(k.tenantLife) || !AllAlive(k.holders) || k.notAfter <= r.now
    ensures var d := Decide(h, r, answers, l); var k := r.caller.claim;
      d == Deny(if !Alive(k.tenantLife) then (if k.tenantLife.now.alive then Revoked else TenantInactive) else if !AllAlive(k.holders) then Revoked else Expired)
  {
  }

  // A grant that was revoked, whose target or approver was, or whose time is not now, opens nothing.
  lemma EndedGrantIsDead(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires r.caller.Holder? && r.caller.claim.grant.Some?
    requires var g := r.caller.claim.grant.value; !GrantLives(g) || r.steady < g.notBefore || g.notAfter <= r.steady || r.caller.claim.notAfter <= r.steady
    ensures !Allowed(h, r, answers, l)
  {
  }

  // A directory that is too old to say is unavailable: never inactive, never absent.
  lemma UnknownIsUnavailable(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires r.action.Some? && r.caller.Holder? && FaultOf(h, r.caller.claim, r.action.value) == Passed && r.freshUntil < r.now
    ensures Decide(h, r, answers, l) == Deny(DependencyUnavailable)
  {
  }

  // A claim that another container accepted, or an action that one compiled, is none here.
  lemma AnotherContainersClaimIsNone(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires r.action.Some? && r.caller.Holder? && (r.caller.claim.realm != h.realm || r.action.value.lattice != h.lattice)
    ensures Decide(h, r, answers, l) == Deny(TokenInvalid)
  {
  }

  // A permit dies with its claim: once something that it was earned by is revoked or over, it covers no further use.
  lemma PermitDiesWithItsClaim(h: Host, r: Request)
    requires r.caller.Holder?
    requires var k := r.caller.claim; !Alive(k.tenantLife) || !AllAlive(k.holders) || k.notAfter <= r.now || (k.grant.Some? && !GrantLives(k.grant.value))
    ensures !StillHolds(h, r)
  {
  }

  // A permit that was just earned still holds, whatever becomes of the resource.
  lemma EarnedPermitHolds(h: Host, r: Request, answers: seq<Answer>, l: Ledger, resource: Resource)
    requires Allowed(h, r, answers, l)
    ensures StillHolds(h, r.(resource := resource, selectors := []))
  {
    var k, a := r.caller.claim, r.action.value;
    var later := r.(resource := resource, selectors := []);
    var f, g := FactsOf(h, k, r, a), FactsOf(h, k, later, a);
    assert f.selectorsAgree && g.selectorsAgree;
    EarlyAnswersTellNothing(f, g);
  }
}
