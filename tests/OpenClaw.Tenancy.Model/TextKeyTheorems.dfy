include "TextKeys.dfy"

// What holds of text keys.
module TextKeyTheorems {
  import opened Basics
  import opened TextKeys

  lemma HexIsInjective(a: Byte, b: Byte)
    requires Hex(a / 16) == Hex(b / 16) && Hex(a % 16) == Hex(b % 16)
    ensures a == b
  {
    assert a == 16 * (a / 16) + a % 16 && b == 16 * (b / 16) + b % 16;
  }

  // Escaping is injective, whichever bytes are escaped on either side.
  lemma EscapingIsInjective(s: Bytes, e: seq<bool>, t: Bytes, f: seq<bool>)
    requires Fair(s, e) && Fair(t, f) && Written(s, e) == Written(t, f)
    ensures s == t
  {
    if s == [] || t == [] {
      assert |Written(s, e)| == 0;
      return;
    }
    var x, y := One(s[0], e[0]), One(t[0], f[0]);
    assert Written(s, e) == x + Written(s[1..], e[1..]) && Written(t, f) == y + Written(t[1..], f[1..]);
    assert x[0] == Written(s, e)[0] == y[0];
    assert e[0] == f[0];
    assert |x| == |y|;
    assert x == Written(s, e)[..|x|] == y;
    if e[0] {
      assert x[1] == y[1] && x[2] == y[2];
      HexIsInjective(s[0], t[0]);
    }
    assert Written(s[1..], e[1..]) == Written(s, e)[|x|..] == Written(t[1..], f[1..]);
    EscapingIsInjective(s[1..], e[1..], t[1..], f[1..]);
    assert s == [s[0]] + s[1..] && t == [t[0]] + t[1..];
  }

  // Nothing but lower case, digits and . _ - ~ comes out: no delimiter, and no case to fold.
  lemma EscapingIsPlain(s: Bytes, e: seq<bool>)
    requires Fair(s, e)
    ensures forall b :: b in Written(s, e) ==> Plain(b) || b == Tilde
  {
    if s != [] {
      assert forall b :: b in One(s[0], e[0]) ==> Plain(b) || b == Tilde;
      EscapingIsPlain(s[1..], e[1..]);
    }
  }

  // A field is never a step up or a step in place: it neither begins nor ends with a dot.
  lemma NoFieldIsAStep(s: Bytes)
    requires s != []
    ensures Field(s) != [] && Field(s)[0] != Dot && Field(s)[|Field(s)| - 1] != Dot
  {
    reveal Field();
    var e := Choice(s);
    LastIsWritten(s, e);
  }

  lemma LastIsWritten(s: Bytes, e: seq<bool>)
    requires |s| == |e| && s != []
    ensures Written(s, e) != []
    ensures Written(s, e)[|Written(s, e)| - 1] == (var o := One(s[|s| - 1], e[|s| - 1]); o[|o| - 1])
  {
    if |s| > 1 {
      LastIsWritten(s[1..], e[1..]);
    } else {
      assert Written(s[1..], e[1..]) == [];
    }
  }

  lemma StemIsKept(s: Bytes, e: seq<bool>)
    requires Fair(s, e)
    ensures Tilde in Stem(Written(s, e)) || Stem(Written(s, e)) == Stem(s)
  {
    if s != [] {
      var w := Written(s, e);
      assert w == One(s[0], e[0]) + Written(s[1..], e[1..]);
      if e[0] {
        assert w[0] == Tilde;
      } else {
        assert w[0] == s[0] && w[1..] == Written(s[1..], e[1..]);
        StemIsKept(s[1..], e[1..]);
      }
    }
  }

  // A field is never the name of a device, whatever stands behind a dot.
  lemma NoFieldIsADevice(s: Bytes)
    ensures !Device(Field(s))
  {
    reveal Field();
    var e := Choice(s);
    var w := Written(s, e);
    if Device(s) {
      assert s != [] && e[0];
      assert w == One(s[0], e[0]) + Written(s[1..], e[1..]);
      assert w[0] == Tilde;
      assert Stem(w)[0] == Tilde;
    } else {
      StemIsKept(s, e);
    }
  }

  lemma FieldIsPlain(s: Bytes)
    ensures Slash !in Field(s)
  {
    reveal Field();
    EscapingIsPlain(s, Choice(s));
  }

  lemma FieldIsInjective(s: Bytes, t: Bytes)
    requires Field(s) == Field(t)
    ensures s == t
  {
    reveal Field();
    EscapingIsInjective(s, Choice(s), t, Choice(t));
  }

  // Where two heads without a slash are followed by nothing or by a slash, equal texts have equal heads.
  lemma Cut(x: Bytes, u: Bytes, y: Bytes, v: Bytes)
    requires Slash !in x && Slash !in y && (u == [] || u[0] == Slash) && (v == [] || v[0] == Slash)
    requires x + u == y + v
    ensures x == y && u == v
  {
    if |x| < |y| {
      assert (x + u)[|x|] == u[0];
      assert (y + v)[|x|] == y[|x|];
      assert y[|x|] in y;
      assert false;
    }
    if |y| < |x| {
      assert (y + v)[|y|] == v[0];
      assert (x + u)[|y|] == x[|y|];
      assert x[|y|] in x;
      assert false;
    }
    assert x == (x + u)[..|x|] == y;
    assert u == (x + u)[|x|..] == v;
  }

  lemma JoinBegins(p: seq<Bytes>)
    ensures Join(p) == [] || Join(p)[0] == Slash
  {
  }

  lemma Cancel(x: Byte, u: Bytes, v: Bytes)
    requires [x] + u == [x] + v
    ensures u == v
  {
    assert u == ([x] + u)[1..] == ([x] + v)[1..] == v;
  }

  lemma BeginsFurther<T>(a: seq<T>, b: seq<T>)
    requires a != [] && b != [] && a[0] == b[0] && Begins(a[1..], b[1..])
    ensures Begins(a, b) && b[|a|..] == b[1..][|a[1..]|..]
  {
    assert b[..|a|] == [b[0]] + b[1..][..|a| - 1] == [a[0]] + a[1..] == a;
  }

  // What begins with a joined text and goes on at a delimiter begins with its fields. All else follows.
  lemma JoinedFieldsBegin(a: seq<Bytes>, b: seq<Bytes>, rest: Bytes)
    requires Join(b) == Join(a) + rest && (rest == [] || rest[0] == Slash)
    ensures Begins(a, b) && rest == Join(b[|a|..])
  {
    if a == [] {
      assert b[0..] == b;
      return;
    }
    assert b != [];
    var u := Join(a[1..]) + rest;
    assert [Slash] + (Field(b[0]) + Join(b[1..])) == Join(b) == Join(a) + rest == [Slash] + (Field(a[0]) + u);
    Cancel(Slash, Field(b[0]) + Join(b[1..]), Field(a[0]) + u);
    FieldIsPlain(a[0]);
    FieldIsPlain(b[0]);
    JoinBegins(b[1..]);
    JoinBegins(a[1..]);
    Cut(Field(b[0]), Join(b[1..]), Field(a[0]), u);
    FieldIsInjective(a[0], b[0]);
    JoinedFieldsBegin(a[1..], b[1..], rest);
    BeginsFurther(a, b);
  }

  // Two keys are equal exactly when tenant, kind and segments are.
  lemma KeysAreInjective(a: seq<Bytes>, b: seq<Bytes>)
    requires Key(a) == Key(b)
    ensures a == b
  {
    assert Join(a) == Key(a)[|Root()|..] == Join(b);
    assert Join(b) == Join(a) + [] && Join(a) == Join(b) + [];
    JoinedFieldsBegin(a, b, []);
    JoinedFieldsBegin(b, a, []);
  }

  // What a listing by a prefix finds lies below the fields that the prefix was made of: so it is of the same tenant.
  lemma ListStaysInside(a: seq<Bytes>, b: seq<Bytes>)
    requires Begins(ListPrefix(a), Key(b))
    ensures Begins(a, b) && |a| < |b|
  {
    var k := Key(b);
    var rest := k[|Key(a)|..];
    assert k[..|Key(a)|] == Key(a) by { assert ListPrefix(a)[..|Key(a)|] == Key(a); }
    assert rest[0] == ListPrefix(a)[|Key(a)|] == Slash;
    assert k == Key(a) + rest;
    assert Join(b) == k[|Root()|..] == Join(a) + rest;
    JoinedFieldsBegin(a, b, rest);
    if |a| == |b| {
      assert b[|a|..] == [];
      assert rest == [];
    }
  }

  // And it finds all of it.
  lemma ListFindsAll(a: seq<Bytes>, b: seq<Bytes>)
    requires Begins(a, b) && |a| < |b|
    ensures Begins(ListPrefix(a), Key(b))
  {
    JoinSplits(a, b);
    var rest := b[|a|..];
    assert Join(rest) == [Slash] + Field(rest[0]) + Join(rest[1..]);
    assert Key(b) == Key(a) + Join(rest);
    assert Key(b)[..|ListPrefix(a)|] == Key(a) + [Slash];
  }

  lemma JoinSplits(a: seq<Bytes>, b: seq<Bytes>)
    requires Begins(a, b)
    ensures Join(b) == Join(a) + Join(b[|a|..])
  {
    if a == [] {
      assert b[0..] == b;
    } else {
      assert a[0] == b[0];
      assert Begins(a[1..], b[1..]) by { assert b[1..][..|a| - 1] == b[..|a|][1..] == a[1..]; }
      JoinSplits(a[1..], b[1..]);
      assert b[1..][|a[1..]|..] == b[|a|..];
    }
  }

  // No tenant's prefix begins another's.
  lemma PrefixesAreApart(t: Bytes, u: Bytes)
    requires Begins(ListPrefix([t]), ListPrefix([u]))
    ensures t == u
  {
    assert Field([]) == [] by { reveal Field(); }
    assert [u, []][1..] == [[]];
    assert Join([[]]) == [Slash] + Field([]) + Join([[]][1..]) == [Slash];
    assert Join([u, []]) == [Slash] + Field(u) + [Slash];
    assert Join([u]) == [Slash] + Field(u) + Join([u][1..]) == [Slash] + Field(u);
    assert Key([u, []]) == ListPrefix([u]);
    ListStaysInside([t], [u, []]);
    assert [u, []][..1] == [u];
  }
}
