include "Decisions.dfy"

// What holds of evaluators and of records: they narrow, and nothing that they do opens anything.
module EvaluatorTheorems {
  import opened Gates
  import opened Worlds
  import opened Verdicts
  import opened Decisions

  // What the boundary refuses stays refused, for the same reason, whoever says what in whatever order or number.
  lemma EvaluatorsCannotOpen(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Boundary(h, r).Deny?
    ensures Decide(h, r, answers, l) == Boundary(h, r)
  {
  }

  // Adding evaluators never turns a denial into an allow.
  lemma MoreEvaluatorsNarrow(h: Host, r: Request, fewer: seq<Answer>, more: seq<Answer>, l: Ledger)
    requires forall a :: a in fewer ==> a in more
    requires Allowed(h, r, more, l)
    ensures Decide(h, r, fewer, l) == Decide(h, r, more, l)
  {
    MoreIsNoBetter(fewer, more);
    CombinedIsTheWorst(fewer);
    CombinedIsTheWorst(more);
  }

  // Neither order nor repetition changes the answer, or the reason.
  lemma OrderAndDuplicatesDoNotMatter(h: Host, r: Request, some: seq<Answer>, same: seq<Answer>, l: Ledger)
    requires forall a :: a in some <==> a in same
    ensures Decide(h, r, some, l) == Decide(h, r, same, l)
  {
    MoreIsNoBetter(some, same);
    MoreIsNoBetter(same, some);
    SameRankIsSame(Combined(some), Combined(same));
  }

  // The same evaluators in another order of registration decide the same.
  lemma PermutationsDoNotMatter(h: Host, r: Request, some: seq<Answer>, same: seq<Answer>, l: Ledger)
    requires multiset(some) == multiset(same)
    ensures Decide(h, r, some, l) == Decide(h, r, same, l)
  {
    forall a
      ensures a in some <==> a in same
    {
      assert a in some <==> a in multiset(some);
      assert a in same <==> a in multiset(same);
    }
    OrderAndDuplicatesDoNotMatter(h, r, some, same, l);
  }

  // A fault denies, wherever it stands: what throws, is late, cannot say, or says what nobody knows.
  lemma FaultDenies(h: Host, r: Request, answers: seq<Answer>, l: Ledger, fault: Answer)
    requires fault in answers && (fault.Throws? || fault.ComesLate? || fault.SaysTheUnknown? || fault == Says(Indeterminate))
    ensures !Allowed(h, r, answers, l)
    ensures Boundary(h, r).Permit? && Says(Forbid) !in answers ==> Decide(h, r, answers, l) == Deny(EvaluatorFault)
  {
    CombinedIsTheWorst(answers);
  }

  // One evaluator that forbids wins over all others.
  lemma ForbidWins(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Says(Forbid) in answers && Boundary(h, r).Permit?
    ensures Decide(h, r, answers, l) == Deny(PolicyForbid)
  {
    CombinedIsTheWorst(answers);
    assert VerdictOf(Says(Forbid)) == Forbid;
  }

  // Evaluators that have nothing against it leave the boundary's answer as it is: having none is normal.
  lemma SilenceChangesNothing(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires forall a :: a in answers ==> a == Says(Allow) || a == Says(NotApplicable)
    ensures Decide(h, r, answers, l) == Decide(h, r, [], l)
  {
    CombinedIsTheWorst(answers);
  }

  // What crosses tenants, or changes privileges, is allowed only with a durable record in the trail of each tenant that it concerns.
  lemma CrossingIsRecorded(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Allowed(h, r, answers, l)
    requires var d := Decide(h, r, answers, l); d.effective != d.target || d.way.ByGrant? || r.action.value.kind in {TenantPrivilege, PlatformPrivilege} || h.recordsAll
    ensures var d := Decide(h, r, answers, l); l.durable && l.takes(d.effective) && l.takes(d.target)
  {
  }

  // A ledger opens nothing: with one that takes everything there is no allow that the boundary refuses, and a denial never waits for it.
  lemma LedgersCannotOpen(h: Host, r: Request, answers: seq<Answer>, l: Ledger, other: Ledger)
    ensures Boundary(h, r).Deny? ==> Decide(h, r, answers, l) == Decide(h, r, answers, other)
    ensures Combined(answers) != Allow ==> Decide(h, r, answers, l) == Decide(h, r, answers, other)
  {
    CombinedIsTheWorst(answers);
  }

  // A denial says why: never that nothing was refused.
  lemma DenialsSayWhy(h: Host, r: Request, answers: seq<Answer>, l: Ledger)
    requires Decide(h, r, answers, l).Deny?
    ensures Decide(h, r, answers, l).reason != Passed
  {
  }

  // The decision that waits for nothing allows nothing that the full one refuses, and refuses for the same reasons but its own.
  lemma NowAgreesWithInFull(h: Host, r: Request, answers: seq<Answer>, later: seq<Answer>, l: Ledger)
    ensures DecideNow(h, r, answers, later).Permit? ==> Decide(h, r, answers + later, l) == DecideNow(h, r, answers, later)
    ensures var now := DecideNow(h, r, answers, later);
      now.Deny? && now.reason != AsyncRequired && now.reason != EvaluatorFault ==> Decide(h, r, answers + later, l) == now
    ensures DecideNow(h, r, answers, later) == Deny(EvaluatorFault) ==> !Allowed(h, r, answers + later, l)
  {
    assert answers + [] == answers;
    MoreIsNoBetter(answers, answers + later);
    CombinedIsTheWorst(answers + later);
    if Boundary(h, r).Permit? && Combined(answers) == Forbid {
      SameRankIsSame(Combined(answers + later), Forbid);
    }
  }
}
