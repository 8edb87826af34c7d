include "Approvals.dfy"

// What holds of an approval over any course of events, with any clock.
module ApprovalTheorems {
  import opened Basics
  import opened Approvals

  type Course = seq<(Op, World)>

  ghost predicate Sound(p: Policy, first: Approval, a: Approval, taken: nat) {
    && a == first.(status := a.status, resolver := a.resolver, uses := a.uses, left := a.left, version := a.version)
    && a.left + taken <= a.uses
    && a.uses <= (if p.maxUses > 1 then p.maxUses else 1)
    && (a.status.Pending? ==> a.uses == 0 && taken == 0)
    && (a.status.Allowed? ==> !Meet(first.requester, a.resolver))
    && (!first.offersAlways ==> a.uses <= 1)
  }

  lemma CourseIsSound(p: Policy, first: Approval, ops: Course)
    requires Fresh(first)
    ensures Sound(p, first, Run(p, first, ops), Grants(p, first, ops))
  {
    if ops != [] {
      CourseIsSound(p, first, ops[..|ops| - 1]);
    }
  }

  // Uses are counted: no course of events gives more than were allowed, and never more than the options or the offer let anybody allow.
  lemma UsesAreCounted(p: Policy, first: Approval, ops: Course)
    requires Fresh(first)
    ensures var a := Run(p, first, ops); Grants(p, first, ops) + a.left <= a.uses
    ensures Grants(p, first, ops) <= (if first.offersAlways && p.maxUses > 1 then p.maxUses else 1)
  {
    CourseIsSound(p, first, ops);
  }

  // A use is taken only of what somebody else allowed, in the run that asked, for exactly what was asked, before the end,
  // while the seal is whole, the use is recorded, and nothing was revoked of whoever allowed it or uses it.
  lemma GrantsAreEarned(p: Policy, first: Approval, ops: Course, op: Op, w: World)
    requires Fresh(first)
    requires Step(p, Run(p, first, ops), op, w).1.Granted?
    ensures op == Redeem(first.run, first.digest)
    ensures w.now < first.expires && w.sealed && w.recorded && w.permitHolds && w.resolverStands
    ensures !Meet(first.requester, Run(p, first, ops).resolver)
    ensures Run(p, first, ops).status.Allowed?
  {
    CourseIsSound(p, first, ops);
  }

  // Whoever asks does not answer: by no name that he has, and to no effect.
  lemma NobodyAnswersHimself(p: Policy, a: Approval, who: Names, text: Text, byGrant: bool, seen: Option<Id>, w: World)
    requires Meet(a.requester, who)
    ensures Step(p, a, Answer(who, text, byGrant, seen), w) == (Settled(p, a, w), Refused)
  {
  }

  // Whoever comes by a break-glass grant allows nothing, for what he allowed would outlive the grant.
  lemma GrantsAllowNothing(p: Policy, a: Approval, who: Names, text: Text, seen: Option<Id>, w: World)
    ensures Step(p, a, Answer(who, text, true, seen), w).1 != Answered(true)
  {
  }

  // The first answer counts: a later one changes nothing.
  lemma FirstAnswerCounts(p: Policy, a: Approval, who: Names, text: Text, byGrant: bool, seen: Option<Id>, w: World)
    requires !a.status.Pending?
    ensures Step(p, a, Answer(who, text, byGrant, seen), w) == (Settled(p, a, w), Refused)
  {
  }

  // An answer to another action than the one that is asked for, or without its record or its right, is none.
  lemma AnswersAreToWhatWasSeen(p: Policy, a: Approval, op: Op, w: World)
    requires op.Answer? && ((op.seen.Some? && op.seen.value != a.digest) || !w.recorded || !w.permitHolds || !w.sealed)
    ensures Step(p, a, op, w).1.Refused?
  {
  }

  ghost predicate IsOver(a: Approval) { !IsOpen(a) }

  // What has ended stays ended: denied, expired, cancelled or used up, no later event opens it, with whatever clock.
  lemma EndsAreForGood(p: Policy, a: Approval, ops: Course)
    requires IsOver(a)
    ensures IsOver(Run(p, a, ops)) && Grants(p, a, ops) == 0
  {
    if ops != [] {
      EndsAreForGood(p, a, ops[..|ops| - 1]);
    }
  }

  // Once its end was seen, it is over: no clock that is set back revives it.
  lemma SeenEndsAreKept(p: Policy, a: Approval, op: Op, w: World, ops: Course)
    requires w.sealed && HasEnded(p, a, w.now)
    ensures Step(p, a, op, w).1 in {Nothing, Refused}
    ensures Grants(p, Step(p, a, op, w).0, ops) == 0
  {
    EndsAreForGood(p, Step(p, a, op, w).0, ops);
  }

  // What does not bear the desk's seal opens nothing, and is changed by nobody.
  lemma UnsealedIsNothing(p: Policy, a: Approval, op: Op, w: World)
    requires !w.sealed
    ensures Step(p, a, op, w).0 == a && Step(p, a, op, w).1 in {Nothing, Refused}
  {
  }

  // Each change moves the version on by one, so that of two changes of the same record a store lets one through.
  lemma ChangesAreNumbered(p: Policy, a: Approval, op: Op, w: World)
    ensures var b := Step(p, a, op, w).0; b == a || b.version == a.version + 1 || b.version == a.version + 2
    ensures Step(p, a, op, w).1.Granted? ==> Step(p, a, op, w).0.version > a.version
  {
  }

  // Grants do occur: as often as was allowed.
  lemma GrantsOccur()
    ensures exists p: Policy, a: Approval, ops: Course :: Fresh(a) && Grants(p, a, ops) == 2
  {
    var p := Policy(2, 10);
    var a := Approval(1, 2, [3], true, 0, 9, Pending, [], 0, 0, 1);
    var w := World(5, true, true, true, true);
    var yes := (Answer([4], Always, false, Some(2)), w);
    var use := (Redeem(1, 2), w);
    var ops := [yes, use, use];
    assert ops[..2] == [yes, use] && ops[..2][..1] == [yes];
    assert Run(p, a, []) == a && Grants(p, a, []) == 0;
    assert Run(p, a, [yes]).left == 2 && Grants(p, a, [yes]) == 0;
    assert Run(p, a, [yes, use]).left == 1 && Grants(p, a, [yes, use]) == 1;
    assert Grants(p, a, ops) == 2;
  }
}
