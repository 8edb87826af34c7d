include "Basics.dfy"

// Text keys: tenants/TENANT/KIND/SEGMENT/..., each byte outside a plain alphabet written as ~xx.
module TextKeys {
  import opened Basics

  const Slash: Byte := 47
  const Tilde: Byte := 126
  const Dot: Byte := 46
  const LongestField: nat := 255
  const LongestKey: nat := 1024

  // a-z, 0-9, and . _ -
  predicate Plain(b: Byte) { 97 <= b <= 122 || IsDigit(b) || b == Dot || b == 95 || b == 45 }
  predicate IsDigit(b: Byte) { 48 <= b <= 57 }

  function Hex(n: Byte): Byte
    requires n < 16
  {
    if n < 10 then 48 + n else 87 + n
  }

  function One(b: Byte, escaped: bool): Bytes { if escaped then [Tilde, Hex(b / 16), Hex(b % 16)] else [b] }

  // Which bytes are escaped is free, so long as every byte outside the plain alphabet is.
  ghost predicate Fair(s: Bytes, e: seq<bool>) { |s| == |e| && forall i :: 0 <= i < |s| && !Plain(s[i]) ==> e[i] }

  function Written(s: Bytes, e: seq<bool>): Bytes
    requires |s| == |e|
  {
    if s == [] then [] else One(s[0], e[0]) + Written(s[1..], e[1..])
  } by method {
    var out: Bytes := [];
    var i := |s|;
    while i > 0
      invariant 0 <= i <= |s| && out == Written(s[i..], e[i..])
    {
      i := i - 1;
      assert s[i..][0] == s[i] && s[i..][1..] == s[i + 1..] && e[i..][0] == e[i] && e[i..][1..] == e[i + 1..];
      out := One(s[i], e[i]) + out;
    }
    return out;
  }

  function Stem(s: Bytes): Bytes { if s == [] || s[0] == Dot then [] else [s[0]] + Stem(s[1..]) }

  // What Windows takes for a device, by what stands before the first dot: con, prn, aux, nul, com and lpt with a digit.
  predicate Device(s: Bytes) {
    var stem := Stem(s);
    || stem == [99, 111, 110] || stem == [112, 114, 110] || stem == [97, 117, 120] || stem == [110, 117, 108]
    || (|stem| == 4 && IsDigit(stem[3]) && (stem[..3] == [99, 111, 109] || stem[..3] == [108, 112, 116]))
  }

  predicate Escaped(s: Bytes, device: bool, i: nat)
    requires i < |s|
  {
    !Plain(s[i]) || (s[i] == Dot && (i == 0 || i == |s| - 1)) || (i == 0 && device)
  }

  function Choice(s: Bytes): seq<bool> {
    var device := Device(s);
    seq(|s|, i requires 0 <= i < |s| => Escaped(s, device, i))
  }

  opaque function Field(s: Bytes): Bytes { Written(s, Choice(s)) }

  function Join(fields: seq<Bytes>): Bytes {
    if fields == [] then [] else [Slash] + Field(fields[0]) + Join(fields[1..])
  } by method {
    var out: Bytes := [];
    var i := |fields|;
    while i > 0
      invariant 0 <= i <= |fields| && out == Join(fields[i..])
    {
      i := i - 1;
      assert fields[i..][0] == fields[i] && fields[i..][1..] == fields[i + 1..];
      out := [Slash] + Field(fields[i]) + out;
    }
    return out;
  }

  function Root(): Bytes { [116, 101, 110, 97, 110, 116, 115] }

  // The tenant first, then the kind, then the segments.
  function Key(fields: seq<Bytes>): Bytes { Root() + Join(fields) }
  function ListPrefix(fields: seq<Bytes>): Bytes { Key(fields) + [Slash] }

  predicate FieldFits(s: Bytes) { s != [] && |Field(s)| <= LongestField }

  predicate Fits(fields: seq<Bytes>) {
    && (forall i :: 0 <= i < |fields| ==> FieldFits(fields[i]))
    && |Key(fields)| <= LongestKey
  } by method {
    for i := 0 to |fields|
      invariant forall j :: 0 <= j < i ==> FieldFits(fields[j])
    {
      if !FieldFits(fields[i]) { return false; }
    }
    return |Key(fields)| <= LongestKey;
  }

  // What does not fit is refused, never cut.
  function TryKey(fields: seq<Bytes>): Option<Bytes> { if Fits(fields) then Some(Key(fields)) else None }
}
