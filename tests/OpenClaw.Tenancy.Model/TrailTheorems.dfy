include "Trails.dfy"

// What holds of trails against a signed head.
module TrailTheorems {
  import opened Trails

  lemma Numbers(h: Hash, t: Trail, i: nat)
    requires Linked(h, t) && i < |t.entries|
    ensures t.entries[i].number == t.from.length + i + 1
  {
    if i > 0 {
      Numbers(h, t, i - 1);
      assert Follows(h, t.name, HeadOf(Upto(t, i)), t.entries[i]);
      assert Upto(t, i).entries[i - 1] == t.entries[i - 1];
    } else {
      assert Follows(h, t.name, HeadOf(Upto(t, 0)), t.entries[0]);
    }
  }

  lemma HeadCounts(h: Hash, t: Trail)
    requires Linked(h, t)
    ensures HeadOf(t).length == t.from.length + |t.entries|
  {
    if t.entries != [] {
      Numbers(h, t, |t.entries| - 1);
    }
  }

  lemma ShorterIsLinked(h: Hash, t: Trail, n: nat)
    requires Linked(h, t) && n <= |t.entries|
    ensures Linked(h, Upto(t, n))
  {
    var u := Upto(t, n);
    forall i | 0 <= i < n
      ensures Follows(h, u.name, HeadOf(Upto(u, i)), u.entries[i])
    {
      assert Follows(h, t.name, HeadOf(Upto(t, i)), t.entries[i]);
      assert Upto(u, i) == Upto(t, i) by { assert t.entries[..n][..i] == t.entries[..i]; }
    }
  }

  // The common way of all below: two linked trails with one head agree in every record that both still have.
  lemma SameHeadSameRecords(h: Hash, a: Trail, b: Trail)
    requires Injective(h) && Linked(h, a) && Linked(h, b) && HeadOf(a) == HeadOf(b)
    requires a.from.length >= b.from.length
    ensures |a.entries| <= |b.entries| && a.entries == b.entries[|b.entries| - |a.entries|..]
    ensures HeadOf(Upto(b, |b.entries| - |a.entries|)) == a.from
    decreases |a.entries|
  {
    HeadCounts(h, a);
    HeadCounts(h, b);
    if a.entries == [] {
      assert Upto(b, |b.entries|) == b;
    } else {
      var m, n := |a.entries| - 1, |b.entries| - 1;
      LastIsSame(h, a, b);
      ShorterIsLinked(h, a, m);
      ShorterIsLinked(h, b, n);
      SameHeadSameRecords(h, Upto(a, m), Upto(b, n));
      Longer(a.entries, b.entries);
      var k := n - m;
      assert Upto(Upto(b, n), k) == Upto(b, k) by { assert b.entries[..n][..k] == b.entries[..k]; }
    }
  }

  lemma LastIsSame(h: Hash, a: Trail, b: Trail)
    requires Injective(h) && Linked(h, a) && Linked(h, b) && HeadOf(a) == HeadOf(b)
    requires a.entries != [] && b.entries != []
    ensures a.entries[|a.entries| - 1] == b.entries[|b.entries| - 1]
    ensures HeadOf(Upto(a, |a.entries| - 1)) == HeadOf(Upto(b, |b.entries| - 1))
  {
    var m, n := |a.entries| - 1, |b.entries| - 1;
    var x, y := a.entries[m], b.entries[n];
    assert Follows(h, a.name, HeadOf(Upto(a, m)), x);
    assert Follows(h, b.name, HeadOf(Upto(b, n)), y);
    assert h(x.body) == h(y.body);
  }

  lemma Longer(a: seq<Entry>, b: seq<Entry>)
    requires a != [] && |a| <= |b| && a[|a| - 1] == b[|b| - 1]
    requires a[..|a| - 1] == b[..|b| - 1][|b| - |a|..]
    ensures a == b[|b| - |a|..]
  {
    assert a == a[..|a| - 1] + [a[|a| - 1]];
    assert b[|b| - |a|..] == b[..|b| - 1][|b| - |a|..] + [b[|b| - 1]];
  }

  // At most one trail of which nothing was dropped is whole for a signed head.
  lemma OneTrail(h: Hash, e: Empty, a: Trail, b: Trail, signed: Head)
    requires Injective(h) && Apart(e)
    requires Whole(h, e, a, signed) && Whole(h, e, b, signed) && a.from.length == 0 && b.from.length == 0
    ensures a == b
  {
    SameHeadSameRecords(h, a, b);
    HeadCounts(h, a);
    HeadCounts(h, b);
    assert |a.entries| == |b.entries|;
    assert b.entries[0..] == b.entries;
    assert Upto(b, 0).entries == [];
    assert a.from == b.from;
    assert e(a.name) == e(b.name);
  }

  // And where old records were dropped after their time, what is still there is what was there.
  lemma WhatIsLeftIsTrue(h: Hash, e: Empty, whole: Trail, left: Trail, signed: Head)
    requires Injective(h) && Apart(e)
    requires Whole(h, e, whole, signed) && Whole(h, e, left, signed) && whole.from.length == 0
    ensures |left.entries| <= |whole.entries| && left.entries == whole.entries[|whole.entries| - |left.entries|..]
  {
    SameHeadSameRecords(h, left, whole);
  }

  // A changed record is found, a deleted one, an inserted one, two that changed places, and a trail that was cut off.
  lemma EveryChangeIsFound(h: Hash, e: Empty, t: Trail, signed: Head, i: nat, j: nat, x: Entry)
    requires Injective(h) && Apart(e)
    requires Whole(h, e, t, signed) && t.from.length == 0 && i < |t.entries| && j < |t.entries|
    ensures x != t.entries[i] ==> !Whole(h, e, t.(entries := t.entries[i := x]), signed)
    ensures !Whole(h, e, t.(entries := t.entries[..i] + t.entries[i + 1..]), signed)
    ensures !Whole(h, e, t.(entries := t.entries[..i] + [x] + t.entries[i..]), signed)
    ensures i != j ==> !Whole(h, e, t.(entries := t.entries[i := t.entries[j]][j := t.entries[i]]), signed)
    ensures !Whole(h, e, Upto(t, i), signed)
  {
    var changed := t.(entries := t.entries[i := x]);
    if x != t.entries[i] && Whole(h, e, changed, signed) {
      OneTrail(h, e, t, changed, signed);
      assert changed.entries[i] == x;
    }
    var deleted := t.(entries := t.entries[..i] + t.entries[i + 1..]);
    if Whole(h, e, deleted, signed) {
      OneTrail(h, e, t, deleted, signed);
      assert |deleted.entries| == |t.entries| - 1;
    }
    var inserted := t.(entries := t.entries[..i] + [x] + t.entries[i..]);
    if Whole(h, e, inserted, signed) {
      OneTrail(h, e, t, inserted, signed);
      assert |inserted.entries| == |t.entries| + 1;
    }
    var swapped := t.(entries := t.entries[i := t.entries[j]][j := t.entries[i]]);
    if i != j && Whole(h, e, swapped, signed) {
      OneTrail(h, e, t, swapped, signed);
      Numbers(h, t, i);
      Numbers(h, t, j);
      assert swapped.entries[i] == t.entries[j];
    }
    if Whole(h, e, Upto(t, i), signed) {
      OneTrail(h, e, t, Upto(t, i), signed);
      assert |Upto(t, i).entries| == i;
    }
  }

  // A later trail that passes through an earlier signed head begins with the earlier trail: there is no fork, and no past that was written anew.
  lemma NoFork(h: Hash, e: Empty, early: Trail, signed: Head, now: Trail, n: nat)
    requires Injective(h) && Apart(e)
    requires Whole(h, e, early, signed) && early.from.length == 0 && now.from == Head(0, e(now.name))
    requires Linked(h, now) && n <= |now.entries| && HeadOf(Upto(now, n)) == signed
    ensures now.name == early.name && now.entries[..n] == early.entries
  {
    ShorterIsLinked(h, now, n);
    OneTrail(h, e, early, Upto(now, n), signed);
  }

  // A record that is moved to another tenant's trail is found there.
  lemma NoMove(h: Hash, a: Trail, b: Trail, i: nat, j: nat)
    requires Linked(h, a) && Linked(h, b) && a.name != b.name && i < |a.entries| && j < |b.entries|
    ensures a.entries[i] != b.entries[j]
    ensures a.entries[i].body != b.entries[j].body
  {
    assert Follows(h, a.name, HeadOf(Upto(a, i)), a.entries[i]);
    assert Follows(h, b.name, HeadOf(Upto(b, j)), b.entries[j]);
  }

  // Records that were taken out at the beginning are found, unless a record of the trail itself says that their time was over.
  lemma NothingIsDroppedInSilence(h: Hash, e: Empty, t: Trail, signed: Head)
    requires Whole(h, e, t, signed) && t.from.length > 0
    ensures exists i :: 0 <= i < |t.entries| && t.entries[i].body.licence >= t.from.length
  {
  }

  // Whole trails do occur: the empty one, and each that is one record longer.
  lemma TrailsGrow(h: Hash, e: Empty, t: Trail, said: Text)
    requires Whole(h, e, t, HeadOf(t)) && t.from.length == 0
    ensures var b := Body(t.name, HeadOf(t).length + 1, HeadOf(t).hash, said, 0);
      var longer := t.(entries := t.entries + [Entry(t.name, b.number, b, h(b))]);
      Whole(h, e, longer, Head(b.number, h(b)))
    ensures Whole(h, e, Trail(t.name, Head(0, e(t.name)), []), Head(0, e(t.name)))
  {
    var b := Body(t.name, HeadOf(t).length + 1, HeadOf(t).hash, said, 0);
    var longer := t.(entries := t.entries + [Entry(t.name, b.number, b, h(b))]);
    forall i | 0 <= i < |longer.entries|
      ensures Follows(h, longer.name, HeadOf(Upto(longer, i)), longer.entries[i])
    {
      if i < |t.entries| {
        assert Follows(h, t.name, HeadOf(Upto(t, i)), t.entries[i]);
        assert Upto(longer, i) == Upto(t, i) by { assert longer.entries[..i] == t.entries[..i]; }
      } else {
        assert Upto(longer, i) == t by { assert longer.entries[..i] == t.entries; }
      }
    }
  }
}
