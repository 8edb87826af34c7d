include "Gates.dfy"
include "Lives.dfy"
include "ScopeSets.dfy"

// Hosts, claims, grants and requests, and the facts that the gates look at.
module Worlds {
  import opened Basics
  import opened Gates
  import opened Lattices
  import opened Lives
  import opened ScopeSets

  datatype Crossing = Never | BreakGlass | GlobalScopes
  datatype ActionKind = OnTenant | TenantPrivilege | OnPlatform | PlatformPrivilege

  // What the process was started with. Of a host that serves many tenants, home says nothing. Implication is any relation at all.
  datatype Host = Host(mode: Mode, home: Id, platform: Id, crossing: Crossing, realm: Id, lattice: Id, implies: Relation, recordsAll: bool)

  // A break-glass grant as a claim holds it. Holders: the place of the token at its target, and whoever approved.
  datatype Grant = Grant(target: Id, scopes: seq<Scope>, notBefore: Time, notAfter: Time, own: Life, targetTenant: Life, holders: seq<Life>)

  // Holders: the member and, where there is one, the credential.
  datatype Claim = Claim(realm: Id, tenant: Id, scopes: seq<Scope>, notAfter: Time, tenantLife: Life, holders: seq<Life>, grant: Option<Grant>)

  datatype Caller = Nobody(fault: Reason) | Holder(claim: Claim)
  datatype Action = Action(lattice: Id, required: Id, kind: ActionKind)
  datatype Selector = Names(tenant: Id) | Garbled
  datatype Resource = Absent | Present(owner: Option<Id>)

  // Steady is the clock of ends: it does not go back when the host's clock is set back.
  datatype Request = Request(caller: Caller, action: Option<Action>, selectors: seq<Selector>, resource: Resource,
                             now: Time, steady: Time, freshUntil: Time)

  predicate OnThePlatform(a: Action) { a.kind.OnPlatform? || a.kind.PlatformPrivilege? }
  predicate Privileged(a: Action) { a.kind.TenantPrivilege? || a.kind.PlatformPrivilege? }

  predicate Agree(ss: seq<Selector>, t: Id) {
    forall i :: 0 <= i < |ss| ==> ss[i] == Names(t)
  } by method {
    for i := 0 to |ss|
      invariant forall j :: 0 <= j < i ==> ss[j] == Names(t)
    {
      if ss[i] != Names(t) { return false; }
    }
    return true;
  }

  // The tenant that a claim is about.
  function About(k: Claim): Id { if k.grant.Some? then k.grant.value.target else k.tenant }

  function FaultOf(h: Host, k: Claim, a: Action): Reason {
    if k.realm == h.realm && a.lattice == h.lattice then Passed else TokenInvalid
  }

  predicate GrantLives(g: Grant) { Alive(g.own) && Alive(g.targetTenant) && AllAlive(g.holders) }

  predicate GrantIsOpen(g: Grant, k: Claim, r: Request) { g.notBefore <= r.steady && r.steady < g.notAfter && r.steady < k.notAfter }

  predicate IsOwned(h: Host, r: Request) {
    r.resource.Present? && (r.resource.owner.Some? || h.mode.Disabled?)
  }

  // Without tenancy, what belongs to nobody is the default tenant's.
  predicate IsOwn(h: Host, k: Claim, r: Request) {
    r.resource.Present? && (if r.resource.owner.Some? then r.resource.owner.value == k.tenant else h.mode.Disabled?)
  }

  predicate IsTarget(g: Grant, r: Request) { r.resource == Present(Some(g.target)) }

  function FactsOf(h: Host, k: Claim, r: Request, a: Action): Facts {
    var granted := k.grant.Some?;
    Facts(
      FaultOf(h, k, a), h.mode, r.now <= r.freshUntil, Alive(k.tenantLife), k.tenantLife.now.alive, AllAlive(k.holders), r.now < k.notAfter,
      Agree(r.selectors, About(k)), k.tenant == h.home, k.tenant == h.platform, OnThePlatform(a),
      Holds(h.implies, k.scopes, Some(k.tenant), a.required), Holds(h.implies, k.scopes, None, a.required),
      h.crossing.GlobalScopes?, r.resource.Present?, IsOwned(h, r), IsOwn(h, k, r), granted,
      granted && k.grant.value.targetTenant.now.alive, granted && GrantLives(k.grant.value), granted && GrantIsOpen(k.grant.value, k, r),
      granted && !h.crossing.Never?, granted && Holds(h.implies, k.grant.value.scopes, Some(k.grant.value.target), a.required),
      granted && IsTarget(k.grant.value, r))
  }
}
