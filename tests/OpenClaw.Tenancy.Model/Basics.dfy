// Small types that every part of the model stands upon.
module Basics {
  // A tenant, a scope name, a digest, a person: whatever is told apart by equality alone.
  newtype Id = x: int | 0 <= x < 0x8000_0000
  newtype Time = x: int | 0 <= x < 0x8000_0000_0000_0000
  newtype Byte = x: int | 0 <= x < 256
  type Bytes = seq<Byte>

  datatype Option<T> = None | Some(value: T)

  function Sooner(a: Time, b: Time): Time { if a <= b then a else b }

  ghost predicate Begins<T>(a: seq<T>, b: seq<T>) { |a| <= |b| && b[..|a|] == a }
}
