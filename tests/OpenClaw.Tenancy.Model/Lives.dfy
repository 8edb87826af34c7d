include "Basics.dfy"

// What a claim lives by: a word that the directory writes, and that the claim keeps as it was when it was accepted.
module Lives {
  import opened Basics

  datatype Word = Word(generation: nat, alive: bool)
  datatype Life = Life(accepted: Word, now: Word)
  datatype Change = Revoke(at: nat, aliveAfter: bool) | Enliven(at: nat)

  predicate Alive(l: Life) { l.accepted == l.now }

  predicate AllAlive(ls: seq<Life>) {
    forall i :: 0 <= i < |ls| ==> Alive(ls[i])
  } by method {
    for i := 0 to |ls|
      invariant forall j :: 0 <= j < i ==> Alive(ls[j])
    {
      if !Alive(ls[i]) { return false; }
    }
    return true;
  }

  // What the directory does to a word: the generation grows, and what was dead stays dead unless it is made alive.
  function After(w: Word, c: Change): Word {
    var next := if c.at > w.generation + 1 then c.at else w.generation + 1;
    match c
    case Revoke(_, aliveAfter) => Word(next, aliveAfter && w.alive)
    case Enliven(_) => Word(next, true)
  }

  function Later(w: Word, cs: seq<Change>): Word
    decreases cs
  {
    if cs == [] then w else Later(After(w, cs[0]), cs[1..])
  }

  // The generation grows with each change, so that no word of the past comes back.
  lemma GenerationGrows(w: Word, cs: seq<Change>)
    ensures Later(w, cs).generation >= w.generation + |cs|
    decreases cs
  {
    if cs != [] {
      GenerationGrows(After(w, cs[0]), cs[1..]);
    }
  }

  // What was revoked, suspended or renewed after a claim was accepted ends the claim for good, whatever comes later.
  lemma NothingComesBack(accepted: Word, cs: seq<Change>)
    requires cs != []
    ensures !Alive(Life(accepted, Later(accepted, cs)))
  {
    GenerationGrows(accepted, cs);
  }

  // A revocation brings nothing to life that was dead.
  lemma DeadStaysDead(w: Word, at: nat, aliveAfter: bool)
    requires !w.alive
    ensures !After(w, Revoke(at, aliveAfter)).alive
  {
  }

  // A claim of which nothing was revoked lives.
  lemma UntouchedLives(accepted: Word)
    ensures Alive(Life(accepted, Later(accepted, [])))
  {
  }
}
