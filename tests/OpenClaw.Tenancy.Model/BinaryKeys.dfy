include "TextKeyTheorems.dfy"

// Binary keys: each field, the tenant first, as one byte of length and the bytes; and the ranges of keys in the order of bytes.
module BinaryKeys {
  import opened Basics
  import opened TextKeyTheorems

  // A field has a length that one byte holds, and is not empty.
  predicate FieldFits(s: Bytes) { 0 < |s| < 256 }
  predicate Fits(fields: seq<Bytes>) { forall i :: 0 <= i < |fields| ==> FieldFits(fields[i]) }

  opaque function Length(s: Bytes): Byte
    requires |s| < 256
  {
    |s| as Byte
  }

  function Pack(fields: seq<Bytes>): Bytes
    requires Fits(fields)
  {
    if fields == [] then [] else [Length(fields[0])] + fields[0] + Pack(fields[1..])
  } by method {
    var out: Bytes := [];
    var i := |fields|;
    while i > 0
      invariant 0 <= i <= |fields| && out == Pack(fields[i..])
    {
      i := i - 1;
      assert fields[i..][0] == fields[i] && fields[i..][1..] == fields[i + 1..];
      out := [Length(fields[i])] + fields[i] + out;
    }
    return out;
  }

  // The order of bytes: a shorter text comes before what it begins.
  predicate Less(a: Bytes, b: Bytes) {
    b != [] && (a == [] || a[0] < b[0] || (a[0] == b[0] && Less(a[1..], b[1..])))
  }

  predicate InRange(start: Bytes, end: Bytes, key: Bytes) { !Less(key, start) && Less(key, end) }

  // From the first key below, up to and without the first text behind: the prefix with its last byte one higher.
  function Start(prefix: Bytes): Bytes { prefix + [1] }

  function End(prefix: Bytes): Bytes
    requires prefix != [] && prefix[|prefix| - 1] < 255
  {
    prefix[..|prefix| - 1] + [prefix[|prefix| - 1] + 1]
  }

  lemma LengthIsInjective(s: Bytes, t: Bytes)
    requires |s| < 256 && |t| < 256 && Length(s) == Length(t)
    ensures |s| == |t|
  {
    reveal Length();
  }

  // A packed text that another begins with is packed of the first of its fields.
  lemma PackedFieldsBegin(a: seq<Bytes>, b: seq<Bytes>)
    requires Fits(a) && Fits(b) && Begins(Pack(a), Pack(b))
    ensures Begins(a, b)
  {
    if a == [] {
      return;
    }
    assert |Pack(a)| >= 1;
    assert b != [];
    var p, q := Pack(a), Pack(b);
    assert p[0] == Length(a[0]) && q[0] == Length(b[0]) && p[..1] == q[..1];
    LengthIsInjective(a[0], b[0]);
    var n := 1 + |a[0]|;
    assert a[0] == p[1..n] == q[1..n] == b[0];
    assert Pack(a[1..]) == p[n..] && Pack(b[1..]) == q[n..];
    assert p[n..] == q[n..][..|p| - n];
    PackedFieldsBegin(a[1..], b[1..]);
    BeginsFurther(a, b);
  }

  // Two binary keys are equal exactly when tenant, kind and segments are.
  lemma PackIsInjective(a: seq<Bytes>, b: seq<Bytes>)
    requires Fits(a) && Fits(b) && Pack(a) == Pack(b)
    ensures a == b
  {
    PackedFieldsBegin(a, b);
    PackedFieldsBegin(b, a);
  }

  // No tenant's binary prefix begins another's.
  lemma PackedPrefixesAreApart(t: Bytes, u: Bytes)
    requires FieldFits(t) && FieldFits(u) && Begins(Pack([t]), Pack([u]))
    ensures t == u
  {
    PackedFieldsBegin([t], [u]);
    assert [u][..1] == [u];
  }

  // Between a text and the same with its last byte one higher lies exactly what begins with it.
  lemma RangeIsPrefix(p: Bytes, last: Byte, key: Bytes)
    requires last < 255
    ensures InRange(p + [last], p + [last + 1], key) <==> Begins(p + [last], key)
  {
    if key == [] {
      assert !Begins(p + [last], key);
    } else if p == [] {
      assert p + [last] == [last] && p + [last + 1] == [last + 1];
      assert [last][1..] == [] && [last + 1][1..] == [];
      assert !Less(key[1..], []);
      assert Begins(p + [last], key) <==> key[0] == last by { assert key[..1] == [key[0]]; }
    } else {
      RangeIsPrefix(p[1..], last, key[1..]);
      assert (p + [last])[1..] == p[1..] + [last] && (p + [last + 1])[1..] == p[1..] + [last + 1];
      if p[0] == key[0] {
        if Begins(p[1..] + [last], key[1..]) {
          BeginsFurther(p + [last], key);
        }
        if Begins(p + [last], key) {
          assert key[1..][..|p|] == key[..|p| + 1][1..] == (p + [last])[1..];
        }
      } else if Begins(p + [last], key) {
        assert key[0] == key[..|p| + 1][0] == p[0];
      }
    }
  }

  lemma NotBefore(p: Bytes, rest: Bytes, first: Byte)
    ensures Less(p + rest, p + [first]) <==> rest == [] || rest[0] < first
  {
    if p == [] {
      assert p + rest == rest && p + [first] == [first];
      if rest != [] && rest[0] == first {
        assert [first][1..] == [];
      }
    } else {
      assert (p + rest)[0] == p[0] == (p + [first])[0];
      assert (p + rest)[1..] == p[1..] + rest && (p + [first])[1..] == p[1..] + [first];
      NotBefore(p[1..], rest, first);
    }
  }

  // A range below a binary prefix holds only what lies below the fields that it was made of, and not the prefix's own key.
  lemma BinaryListStaysInside(a: seq<Bytes>, b: seq<Bytes>)
    requires Fits(a) && Fits(b) && a != [] && Pack(a)[|Pack(a)| - 1] < 255
    requires InRange(Start(Pack(a)), End(Pack(a)), Pack(b))
    ensures Begins(a, b) && |a| < |b|
  {
    var p, k := Pack(a), Pack(b);
    var n := |p| - 1;
    assert p == p[..n] + [p[n]];
    NotBeforeStart(p, k);
    RangeIsPrefix(p[..n], p[n], k);
    assert Begins(p, k);
    PackedFieldsBegin(a, b);
    if |a| == |b| {
      assert a == b;
      assert k == p + [];
      NotBefore(p, [], 1);
      assert false;
    }
  }

  lemma PackSplits(a: seq<Bytes>, b: seq<Bytes>)
    requires Fits(a) && Fits(b) && Begins(a, b)
    ensures Pack(b) == Pack(a) + Pack(b[|a|..])
  {
    if a == [] {
      assert b[0..] == b;
    } else {
      assert a[0] == b[..|a|][0] == b[0];
      assert Begins(a[1..], b[1..]) by { assert b[1..][..|a| - 1] == b[..|a|][1..] == a[1..]; }
      PackSplits(a[1..], b[1..]);
      assert b[1..][|a[1..]|..] == b[|a|..];
    }
  }

  // And it holds all of it.
  lemma BinaryListFindsAll(a: seq<Bytes>, b: seq<Bytes>)
    requires Fits(a) && Fits(b) && a != [] && Pack(a)[|Pack(a)| - 1] < 255
    requires Begins(a, b) && |a| < |b|
    ensures InRange(Start(Pack(a)), End(Pack(a)), Pack(b))
  {
    var p, k, rest := Pack(a), Pack(b), Pack(b[|a|..]);
    var n := |p| - 1;
    PackSplits(a, b);
    assert rest != [] && rest[0] >= 1 by { reveal Length(); }
    NotBefore(p, rest, 1);
    assert p == p[..n] + [p[n]];
    RangeIsPrefix(p[..n], p[n], k);
  }

  lemma NotBeforeStart(p: Bytes, k: Bytes)
    requires !Less(k, p + [1])
    ensures !Less(k, p)
  {
    if k != [] && p != [] && k[0] == p[0] {
      assert (p + [1])[1..] == p[1..] + [1];
      NotBeforeStart(p[1..], k[1..]);
    }
  }
}
