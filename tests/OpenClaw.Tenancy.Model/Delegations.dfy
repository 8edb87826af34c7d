include "Decisions.dfy"

// Delegation (a child run, an exchanged token): a part of the scopes and of the time, of the same tenant, that dies with its root.
module Delegations {
  import opened Basics
  import opened Gates
  import opened Lattices
  import opened Lives
  import opened ScopeSets
  import opened Worlds
  import opened Verdicts
  import opened Decisions

  datatype Ask = Ask(scopes: seq<Scope>, notAfter: Time)

  function NarrowGrant(implies: Relation, g: Grant, asked: seq<Scope>): Grant {
    g.(scopes := Narrow(implies, g.scopes, asked))
  }

  function Delegate(implies: Relation, parent: Claim, ask: Ask): Claim {
    parent.(
      scopes := Narrow(implies, parent.scopes, ask.scopes),
      notAfter := Sooner(parent.notAfter, ask.notAfter),
      grant := if parent.grant.Some? then Some(NarrowGrant(implies, parent.grant.value, ask.scopes)) else None)
  }

  function Chain(implies: Relation, root: Claim, asks: seq<Ask>): Claim
    decreases |asks|
  {
    if asks == [] then root else Chain(implies, Delegate(implies, root, asks[0]), asks[1..])
  }

  // Whatever scopes give on any axis, the others give too.
  ghost predicate GivesNoMore(implies: Relation, part: seq<Scope>, whole: seq<Scope>) {
    forall axis, needed :: Holds(implies, part, axis, needed) ==> Holds(implies, whole, axis, needed)
  }

  ghost predicate GrantWithin(implies: Relation, part: Grant, whole: Grant) {
    part == whole.(scopes := part.scopes) && GivesNoMore(implies, part.scopes, whole.scopes)
  }

  // The same tenant and container, the same cells of liveness, no later end, no wider scopes, no other grant.
  ghost predicate Within(implies: Relation, child: Claim, parent: Claim) {
    && child == parent.(scopes := child.scopes, notAfter := child.notAfter, grant := child.grant)
    && child.notAfter <= parent.notAfter
    && GivesNoMore(implies, child.scopes, parent.scopes)
    && child.grant.Some? == parent.grant.Some?
    && (child.grant.Some? ==> GrantWithin(implies, child.grant.value, parent.grant.value))
  }

  lemma NarrowIsWithin(implies: Relation, held: seq<Scope>, asked: seq<Scope>)
    requires Transitive(implies)
    ensures GivesNoMore(implies, Narrow(implies, held, asked), held)
  {
    forall axis, needed | Holds(implies, Narrow(implies, held, asked), axis, needed)
      ensures Holds(implies, held, axis, needed)
    {
      NarrowGivesNoMore(implies, held, asked, axis, needed);
    }
  }

  // One delegation narrows: nothing that was not asked for is given, nothing that the parent lacks, and no time beyond the parent's or the asked one.
  lemma DelegateNarrows(implies: Relation, parent: Claim, ask: Ask)
    requires Transitive(implies)
    ensures Within(implies, Delegate(implies, parent, ask), parent)
    ensures Delegate(implies, parent, ask).notAfter <= ask.notAfter
    ensures forall s :: s in Delegate(implies, parent, ask).scopes ==> s in ask.scopes
  {
    NarrowIsWithin(implies, parent.scopes, ask.scopes);
    NarrowIsExact(implies, parent.scopes, ask.scopes);
    if parent.grant.Some? {
      NarrowIsWithin(implies, parent.grant.value.scopes, ask.scopes);
    }
  }

  lemma WithinComposes(implies: Relation, a: Claim, b: Claim, c: Claim)
    requires Within(implies, a, b) && Within(implies, b, c)
    ensures Within(implies, a, c)
  {
  }

  // Any chain of delegations narrows.
  lemma ChainNarrows(implies: Relation, root: Claim, asks: seq<Ask>)
    requires Transitive(implies)
    ensures Within(implies, Chain(implies, root, asks), root)
    decreases |asks|
  {
    if asks != [] {
      var child := Delegate(implies, root, asks[0]);
      DelegateNarrows(implies, root, asks[0]);
      ChainNarrows(implies, child, asks[1..]);
      WithinComposes(implies, Chain(implies, root, asks), child, root);
    }
  }

  // What the last delegate of any chain may do, its root may do, by the same way: and so every one between them.
  lemma DelegatesNeverExceedTheirRoot(h: Host, root: Claim, asks: seq<Ask>, r: Request, answers: seq<Answer>, l: Ledger)
    requires Transitive(h.implies)
    requires r.caller == Holder(Chain(h.implies, root, asks)) && Allowed(h, r, answers, l)
    ensures Decide(h, r.(caller := Holder(root)), answers, l) == Decide(h, r, answers, l)
  {
    ChainNarrows(h.implies, root, asks);
    var k, a := r.caller.claim, r.action.value;
    var up := r.(caller := Holder(root));
    var f, g := FactsOf(h, k, r, a), FactsOf(h, root, up, a);
    assert f.scopeHeldInTenant ==> g.scopeHeldInTenant;
    assert f.scopeHeldGlobally ==> g.scopeHeldGlobally;
    assert f.scopeHeldByGrant ==> g.scopeHeldByGrant;
    assert f.claimIsByGrant == g.claimIsByGrant && f.grantIsAlive == g.grantIsAlive;
    assert f.grantIsInTime ==> g.grantIsInTime;
    assert f.ownerIsGrantTarget == g.ownerIsGrantTarget && f.selectorsAgree == g.selectorsAgree;
  }

  // A delegate dies with its root: what ends the root's liveness ends its own.
  lemma DelegatesDieWithTheirRoot(h: Host, root: Claim, asks: seq<Ask>, r: Request, answers: seq<Answer>, l: Ledger)
    requires Transitive(h.implies) && r.caller == Holder(Chain(h.implies, root, asks))
    requires !Alive(root.tenantLife) || !AllAlive(root.holders) || root.notAfter <= r.now || (root.grant.Some? && !GrantLives(root.grant.value))
    ensures !Allowed(h, r, answers, l)
  {
    ChainNarrows(h.implies, root, asks);
  }
}
