// What evaluators say, and how it is combined: the worst counts, and whatever is no answer is a fault.
module Verdicts {
  datatype Verdict = NotApplicable | Allow | Indeterminate | Forbid
  datatype Answer = Says(verdict: Verdict) | SaysTheUnknown | Throws | ComesLate

  function VerdictOf(a: Answer): Verdict { if a.Says? then a.verdict else Indeterminate }

  function Rank(v: Verdict): int {
    match v
    case NotApplicable => 0
    case Allow => 1
    case Indeterminate => 2
    case Forbid => 3
  }

  function Join(a: Verdict, b: Verdict): Verdict { if Rank(a) >= Rank(b) then a else b }

  // Over the gates' own allow, which a list of evaluators begins with.
  function Combined(answers: seq<Answer>): Verdict {
    if answers == [] then Allow
    else Join(Combined(answers[..|answers| - 1]), VerdictOf(answers[|answers| - 1]))
  } by method {
    var worst := Allow;
    for i := 0 to |answers|
      invariant worst == Combined(answers[..i])
    {
      assert answers[..i + 1][..i] == answers[..i];
      worst := Join(worst, VerdictOf(answers[i]));
    }
    assert answers[..|answers|] == answers;
    return worst;
  }

  // The order in which verdicts are joined does not matter.
  lemma JoinIsAJoin(a: Verdict, b: Verdict, c: Verdict)
    ensures Join(a, b) == Join(b, a)
    ensures Join(a, Join(b, c)) == Join(Join(a, b), c)
    ensures Join(a, a) == a
  {
  }

  // The combined verdict is at least as bad as each answer, and it is the gates' allow or one of the answers.
  lemma CombinedIsTheWorst(answers: seq<Answer>)
    ensures forall a :: a in answers ==> Rank(VerdictOf(a)) <= Rank(Combined(answers))
    ensures Rank(Allow) <= Rank(Combined(answers))
    ensures Combined(answers) == Allow || exists a :: a in answers && VerdictOf(a) == Combined(answers)
  {
    if answers != [] {
      var n := |answers| - 1;
      var rest := answers[..n];
      CombinedIsTheWorst(rest);
      assert answers == rest + [answers[n]];
      assert forall a :: a in answers ==> a in rest || a == answers[n];
      assert answers[n] in answers;
      assert forall a :: a in rest ==> a in answers;
    }
  }

  // Whoever has more answers has a verdict that is no better.
  lemma MoreIsNoBetter(fewer: seq<Answer>, more: seq<Answer>)
    requires forall a :: a in fewer ==> a in more
    ensures Rank(Combined(fewer)) <= Rank(Combined(more))
  {
    CombinedIsTheWorst(fewer);
    CombinedIsTheWorst(more);
  }

  lemma SameRankIsSame(a: Verdict, b: Verdict)
    requires Rank(a) == Rank(b)
    ensures a == b
  {
  }
}
