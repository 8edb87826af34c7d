include "Basics.dfy"

// A tenant's trail in the ledger: each record holds the hash of the one before it, and a head is signed.
module Trails {
  type Digest(==, !new)
  type Text(==, !new)

  // What is hashed of a record: it names its trail, its place and what it follows. A retention record says through which one the others may be dropped.
  datatype Body = Body(trail: Text, number: nat, previous: Digest, said: Text, licence: nat)
  datatype Entry = Entry(trail: Text, number: nat, body: Body, hash: Digest)
  datatype Head = Head(length: nat, hash: Digest)
  type Hash = Body -> Digest
  type Empty = Text -> Digest

  // Nothing is demanded of the hash but that it tells bodies apart, and of the beginnings but that each trail has its own.
  ghost predicate Injective(h: Hash) { forall a, b {:trigger h(a), h(b)} :: h(a) == h(b) ==> a == b }
  ghost predicate Apart(e: Empty) { forall t, u {:trigger e(t), e(u)} :: e(t) == e(u) ==> t == u }

  // A trail may have lost its oldest records after their time: then it begins behind them, at the hash that the last of them had.
  datatype Trail = Trail(name: Text, from: Head, entries: seq<Entry>)

  function HeadOf(t: Trail): Head {
    if t.entries == [] then t.from else Head(t.entries[|t.entries| - 1].number, t.entries[|t.entries| - 1].hash)
  }

  predicate Follows(h: Hash, name: Text, head: Head, x: Entry) {
    && x.trail == name
    && x.number == head.length + 1
    && h(x.body) == x.hash
    && x.body.trail == name
    && x.body.number == x.number
    && x.body.previous == head.hash
  }

  function Upto(t: Trail, n: nat): Trail
    requires n <= |t.entries|
  {
    t.(entries := t.entries[..n])
  }

  predicate Linked(h: Hash, t: Trail) {
    forall i :: 0 <= i < |t.entries| ==> Follows(h, t.name, HeadOf(Upto(t, i)), t.entries[i])
  }

  predicate Licensed(t: Trail) {
    t.from.length > 0 ==> exists i :: 0 <= i < |t.entries| && t.entries[i].body.licence >= t.from.length
  }

  // Whole: linked from its beginning to the signed head, and what is missing was dropped by a record that says so.
  predicate Whole(h: Hash, e: Empty, t: Trail, signed: Head) {
    && Linked(h, t)
    && HeadOf(t) == signed
    && (t.from.length == 0 ==> t.from.hash == e(t.name))
    && Licensed(t)
  }
}
