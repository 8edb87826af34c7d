include "Delegations.dfy"

// Allows do occur, by each way and in each mode: no theorem holds for want of cases.
module Occurrences {
  import opened Basics
  import opened Gates
  import opened Lives
  import opened ScopeSets
  import opened Worlds
  import opened Verdicts
  import opened Decisions

  const Acme: Id := 1
  const Globex: Id := 2
  const Platform: Id := 3
  const Read: Id := 7

  function Living(): Life { Life(Word(0, true), Word(0, true)) }

  function A(mode: Mode, home: Id, crossing: Crossing): Host {
    Host(mode, home, Platform, crossing, 0, 0, (a, b) => false, false)
  }

  function Of(tenant: Id, scopes: seq<Scope>, grant: Option<Grant>): Claim {
    Claim(0, tenant, scopes, 10, Living(), [Living()], grant)
  }

  function Asks(k: Claim, kind: ActionKind, owner: Id): Request {
    Request(Holder(k), Some(Action(0, Read, kind)), [Names(About(k))], Present(Some(owner)), 5, 5, 9)
  }

  function Open(): Ledger { Ledger(true, (t: Id) => true) }
  function Shut(): Ledger { Ledger(false, (t: Id) => false) }

  lemma OneScopeHolds(h: Host, s: Scope)
    requires s.name == Read
    ensures Holds(h.implies, [s], AxisOf(s), Read)
  {
    assert Gives(h.implies, [s][0], AxisOf(s), Read);
  }

  // A member's own access is allowed in each mode, without any ledger.
  lemma OwnAccessOccurs(mode: Mode)
    ensures exists h: Host, r: Request :: h.mode == mode && Decide(h, r, [], Shut()) == Permit(Acme, Acme, ByOwn)
  {
    var h := A(mode, Acme, Never);
    var s := ForTenant(Read, Acme);
    var r := Asks(Of(Acme, [s], None), OnTenant, Acme);
    OneScopeHolds(h, s);
    assert Decide(h, r, [], Shut()) == Permit(Acme, Acme, ByOwn);
  }

  // A platform principal's own act is allowed.
  lemma PlatformAccessOccurs()
    ensures exists h: Host, r: Request :: h.mode == Shared && Decide(h, r, [], Open()) == Permit(Platform, Platform, ByOwn) && Privileged(r.action.value)
  {
    var h := A(Shared, 0, Never);
    var s := Global(Read);
    var r := Asks(Of(Platform, [s], None), PlatformPrivilege, Platform);
    OneScopeHolds(h, s);
    assert Decide(h, r, [], Open()) == Permit(Platform, Platform, ByOwn);
  }

  // Break-glass crosses.
  lemma GrantOccurs()
    ensures exists h: Host, r: Request :: h.crossing == BreakGlass && Decide(h, r, [Says(Allow)], Open()) == Permit(Platform, Acme, ByGrant)
  {
    var h := A(Shared, 0, BreakGlass);
    var s := ForTenant(Read, Acme);
    var g := Grant(Acme, [s], 5, 6, Living(), Living(), [Living(), Living()]);
    var r := Asks(Of(Platform, [], Some(g)), OnTenant, Acme);
    OneScopeHolds(h, s);
    assert Combined([Says(Allow)]) == Allow by { CombinedIsTheWorst([Says(Allow)]); }
    assert Decide(h, r, [Says(Allow)], Open()) == Permit(Platform, Acme, ByGrant);
  }

  // A global scope crosses where the host chose that.
  lemma GlobalScopeOccurs()
    ensures exists h: Host, r: Request :: Decide(h, r, [], Open()) == Permit(Platform, Globex, ByGlobalScope)
  {
    var h := A(Shared, 0, GlobalScopes);
    var s := Global(Read);
    var r := Asks(Of(Platform, [s], None), OnTenant, Globex);
    OneScopeHolds(h, s);
    assert Decide(h, r, [], Open()) == Permit(Platform, Globex, ByGlobalScope);
  }

  // What belongs to nobody is the default tenant's where there is no tenancy.
  lemma UnownedOccursWithoutTenancy()
    ensures exists h: Host, r: Request :: h.mode == Disabled && r.resource == Present(None) && Decide(h, r, [], Shut()) == Permit(Acme, Acme, ByOwn)
  {
    var h := A(Disabled, Acme, Never);
    var s := Global(Read);
    var r := Asks(Of(Acme, [s], None), OnTenant, Acme).(resource := Present(None));
    OneScopeHolds(h, s);
    assert Decide(h, r, [], Shut()) == Permit(Acme, Acme, ByOwn);
  }
}
