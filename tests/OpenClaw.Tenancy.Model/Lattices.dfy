include "Basics.dfy"

// Which scope implies which: stated edges and prefixes, closed transitively.
module Lattices {
  import opened Basics

  type Relation = (Id, Id) -> bool

  datatype Edge = Edge(held: Id, implied: Id)
  datatype Reach = Reach(held: Id, prefix: Id)

  // A name is under a prefix, or it is not: what the texts are is nothing to the model.
  datatype Lattice = Lattice(edges: seq<Edge>, prefixes: seq<Reach>, under: Relation)

  function Known(l: Lattice): set<Id> {
    (set e | e in l.edges :: e.held) + (set e | e in l.edges :: e.implied) + (set p | p in l.prefixes :: p.held)
  }

  predicate Step(l: Lattice, a: Id, b: Id) {
    || (exists e :: e in l.edges && e.held == a && e.implied == b)
    || (exists p :: p in l.prefixes && p.held == a && l.under(b, p.prefix))
  }

  function Next(l: Lattice, r: set<Id>): set<Id> {
    set b | b in Known(l) && exists a :: a in r && Step(l, a, b)
  }

  function Grow(l: Lattice, r: set<Id>): set<Id>
    requires r <= Known(l)
    decreases Known(l) - r
  {
    var more := r + Next(l, r);
    if more == r then r
    else
      assert Known(l) - more < Known(l) - r by { Shrinks(Known(l), r, more); }
      Grow(l, more)
  }

  // The known scopes that a holder comes to, itself among them. What nobody knows leads nowhere.
  function From(l: Lattice, a: Id): set<Id> {
    if a in Known(l) then Grow(l, {a}) else {}
  }

  predicate Implies(l: Lattice, held: Id, needed: Id) {
    held == needed || exists s :: s in From(l, held) && Step(l, s, needed)
  }

  ghost predicate Closed(l: Lattice, r: set<Id>) {
    forall a, b :: a in r && b in Known(l) && Step(l, a, b) ==> b in r
  }

  ghost predicate Transitive(r: Relation) {
    forall a, b, c :: r(a, b) && r(b, c) ==> a == c || r(a, c)
  }

  lemma Shrinks(all: set<Id>, r: set<Id>, more: set<Id>)
    requires r < more <= all
    ensures all - more < all - r
  {
    var x :| x in more && x !in r;
    assert x in all - r && x !in all - more;
  }

  lemma GrowIsClosed(l: Lattice, r: set<Id>)
    requires r <= Known(l)
    ensures r <= Grow(l, r) <= Known(l) && Closed(l, Grow(l, r))
    decreases Known(l) - r
  {
    var more := r + Next(l, r);
    if more == r {
      forall a, b | a in r && b in Known(l) && Step(l, a, b) ensures b in r {
        assert b in Next(l, r);
      }
    } else {
      Shrinks(Known(l), r, more);
      GrowIsClosed(l, more);
    }
  }

  lemma GrowIsLeast(l: Lattice, r: set<Id>, s: set<Id>)
    requires r <= Known(l) && r <= s && Closed(l, s)
    ensures Grow(l, r) <= s
    decreases Known(l) - r
  {
    var more := r + Next(l, r);
    forall b | b in Next(l, r) ensures b in s {
      var a :| a in r && Step(l, a, b);
    }
    if more != r {
      Shrinks(Known(l), r, more);
      GrowIsLeast(l, more, s);
    }
  }

  // Implication is transitive: whoever holds what implies something, holds also what that implies.
  lemma ImpliesIsTransitive(l: Lattice, a: Id, b: Id, c: Id)
    requires Implies(l, a, b) && Implies(l, b, c)
    ensures Implies(l, a, c)
  {
    if a != b && b != c {
      var s :| s in From(l, a) && Step(l, s, b);
      var t :| t in From(l, b) && Step(l, t, c);
      GrowIsClosed(l, {a});
      assert b in From(l, a);
      GrowIsLeast(l, {b}, From(l, a));
      assert t in From(l, a);
    }
  }

  // Nothing is implied but what was stated, or follows from it: any transitive relation that holds the statements holds all of it.
  lemma ImpliesNoMore(l: Lattice, r: Relation, a: Id, b: Id)
    requires Transitive(r) && Implies(l, a, b)
    requires forall x, y :: Step(l, x, y) ==> r(x, y)
    ensures a == b || r(a, b)
  {
    if a != b {
      var s :| s in From(l, a) && Step(l, s, b);
      var reached := set x | x in Known(l) && (x == a || r(a, x));
      forall x, y | x in reached && y in Known(l) && Step(l, x, y) ensures y in reached {
        assert r(x, y);
      }
      GrowIsLeast(l, {a}, reached);
      assert s in reached && r(s, b);
    }
  }

  // What is stated holds.
  lemma StatedIsImplied(l: Lattice, a: Id, b: Id)
    requires Step(l, a, b)
    ensures Implies(l, a, b)
  {
    GrowIsClosed(l, {a});
    assert a in From(l, a);
  }
}
