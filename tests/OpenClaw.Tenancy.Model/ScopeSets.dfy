include "Lattices.dfy"

// Scopes, each a name on an axis, and what a set of them gives on one axis.
module ScopeSets {
  import opened Basics
  import opened Lattices

  datatype Scope = Global(name: Id) | ForTenant(name: Id, tenant: Id)

  // Of the global axis: None.
  function AxisOf(s: Scope): Option<Id> {
    match s
    case Global(_) => None
    case ForTenant(_, t) => Some(t)
  }

  predicate Reaches(implies: Relation, held: Id, needed: Id) { held == needed || implies(held, needed) }

  predicate Gives(implies: Relation, s: Scope, axis: Option<Id>, needed: Id) {
    AxisOf(s) == axis && Reaches(implies, s.name, needed)
  }

  predicate Holds(implies: Relation, held: seq<Scope>, axis: Option<Id>, needed: Id) {
    exists i :: 0 <= i < |held| && Gives(implies, held[i], axis, needed)
  } by method {
    for i := 0 to |held|
      invariant forall j :: 0 <= j < i ==> !Gives(implies, held[j], axis, needed)
    {
      if Gives(implies, held[i], axis, needed) { return true; }
    }
    return false;
  }

  // Those of the asked scopes that the held ones reach, each on its own axis.
  function Narrow(implies: Relation, held: seq<Scope>, asked: seq<Scope>): seq<Scope> {
    if asked == [] then []
    else (if Holds(implies, held, AxisOf(asked[0]), asked[0].name) then [asked[0]] else []) + Narrow(implies, held, asked[1..])
  }

  function Without(held: seq<Scope>, t: Id): seq<Scope> {
    if held == [] then []
    else (if AxisOf(held[0]) == Some(t) then [] else [held[0]]) + Without(held[1..], t)
  }

  // Of what is asked for, exactly what is reached is given.
  lemma NarrowIsExact(implies: Relation, held: seq<Scope>, asked: seq<Scope>)
    ensures forall s :: s in Narrow(implies, held, asked) <==> s in asked && Holds(implies, held, AxisOf(s), s.name)
  {
  }

  // What narrowed scopes give, the scopes that they were narrowed from give.
  lemma NarrowGivesNoMore(implies: Relation, held: seq<Scope>, asked: seq<Scope>, axis: Option<Id>, needed: Id)
    requires Transitive(implies)
    requires Holds(implies, Narrow(implies, held, asked), axis, needed)
    ensures Holds(implies, held, axis, needed)
  {
    var part := Narrow(implies, held, asked);
    NarrowIsExact(implies, held, asked);
    var i :| 0 <= i < |part| && Gives(implies, part[i], axis, needed);
    assert part[i] in part;
    var j :| 0 <= j < |held| && Gives(implies, held[j], AxisOf(part[i]), part[i].name);
    assert Gives(implies, held[j], axis, needed);
  }

  lemma WithoutKeepsTheRest(held: seq<Scope>, t: Id)
    ensures forall s :: s in Without(held, t) <==> s in held && AxisOf(s) != Some(t)
  {
  }

  // An axis never counts on another one: scopes of a tenant can be taken away, and what is held on any other axis stays the same.
  lemma AxesAreApart(implies: Relation, held: seq<Scope>, t: Id, axis: Option<Id>, needed: Id)
    requires axis != Some(t)
    ensures Holds(implies, held, axis, needed) == Holds(implies, Without(held, t), axis, needed)
  {
    var rest := Without(held, t);
    WithoutKeepsTheRest(held, t);
    if Holds(implies, held, axis, needed) {
      var i :| 0 <= i < |held| && Gives(implies, held[i], axis, needed);
      assert held[i] in rest;
      var j :| 0 <= j < |rest| && rest[j] == held[i];
      assert Gives(implies, rest[j], axis, needed);
    }
    if Holds(implies, rest, axis, needed) {
      var i :| 0 <= i < |rest| && Gives(implies, rest[i], axis, needed);
      assert rest[i] in held;
      var j :| 0 <= j < |held| && held[j] == rest[i];
      assert Gives(implies, held[j], axis, needed);
    }
  }
}
