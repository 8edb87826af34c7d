include "Basics.dfy"

// One approval: asked for in a run, answered by somebody else, redeemed so often as was allowed, ended for good.
module Approvals {
  import opened Basics

  // A person goes by names: as a user, at an issuer, by a key that he holds, as whoever acts for him.
  type Names = seq<Id>

  datatype Status = Denied | Pending | Allowed | Expired | Cancelled
  datatype Text = Once | Always | No | Garbled
  datatype Policy = Policy(maxUses: nat, longest: Time)
  datatype Approval = Approval(run: Id, digest: Id, requester: Names, offersAlways: bool, created: Time, expires: Time,
                               status: Status, resolver: Names, uses: nat, left: nat, version: nat)

  // What becomes of the seal, of the record, of who answered, and of the permits, is the world's: any of it, at any step.
  datatype World = World(now: Time, sealed: bool, recorded: bool, permitHolds: bool, resolverStands: bool)
  datatype Op =
    | Answer(who: Names, text: Text, byGrant: bool, seen: Option<Id>)
    | Redeem(run: Id, digest: Id)
    | Cancel(run: Id)
    | Look
  datatype Outcome = Nothing | Refused | Answered(allowed: bool) | Granted

  predicate Meet(a: Names, b: Names) { exists i, j :: 0 <= i < |a| && 0 <= j < |b| && a[i] == b[j] }

  // An end that the desk would not have given has come.
  predicate HasEnded(p: Policy, a: Approval, now: Time) {
    a.expires <= now || a.expires <= a.created || a.expires - a.created > p.longest
  }

  predicate IsOpen(a: Approval) { a.status.Pending? || (a.status.Allowed? && a.left > 0) }

  // Whoever looks writes down that it has ended, so that no clock that is set back revives it.
  function Settled(p: Policy, a: Approval, w: World): Approval {
    if !w.sealed || !IsOpen(a) || !HasEnded(p, a, w.now) then a
    else if a.status.Pending? then a.(status := Expired, version := a.version + 1)
    else a.(left := 0, version := a.version + 1)
  }

  // What is malformed or not on offer counts as a denial.
  function UsesOf(p: Policy, a: Approval, text: Text): nat {
    match text
    case Once => 1
    case Always => if a.offersAlways then p.maxUses else 0
    case _ => 0
  }

  predicate MayAnswer(a: Approval, op: Op, uses: nat, w: World)
    requires op.Answer?
  {
    && a.status.Pending? && w.sealed
    && !Meet(a.requester, op.who)
    && (op.byGrant ==> uses == 0)
    && (op.seen.None? || op.seen.value == a.digest)
    && w.recorded && w.permitHolds && w.now < a.expires
  }

  predicate MayRedeem(p: Policy, a: Approval, op: Op, w: World)
    requires op.Redeem?
  {
    && w.sealed
    && a.status.Allowed?
    && op.run == a.run
    && !HasEnded(p, a, w.now)
    && op.digest == a.digest
    && 0 < a.left <= a.uses
    && w.resolverStands && w.recorded && w.permitHolds
  }

  function Step(p: Policy, kept: Approval, op: Op, w: World): (Approval, Outcome) {
    var a := Settled(p, kept, w);
    match op
    case Look => (a, Nothing)
    case Answer(who, text, _, _) =>
      var uses := UsesOf(p, a, text);
      if !MayAnswer(a, op, uses, w) then (a, Refused)
      else (a.(status := if uses > 0 then Allowed else Denied, resolver := who, uses := uses, left := uses, version := a.version + 1), Answered(uses > 0))
    case Redeem(_, _) =>
      if !MayRedeem(p, a, op, w) then (a, Refused)
      else (a.(left := a.left - 1, version := a.version + 1), Granted)
    case Cancel(run) =>
      if !w.sealed || run != a.run || !w.permitHolds || !IsOpen(a) then (a, Refused)
      else (a.(status := Cancelled, left := 0, version := a.version + 1), Nothing)
  }

  function Run(p: Policy, a: Approval, ops: seq<(Op, World)>): Approval {
    if ops == [] then a else Step(p, Run(p, a, ops[..|ops| - 1]), ops[|ops| - 1].0, ops[|ops| - 1].1).0
  }

  // How many uses were taken.
  function Grants(p: Policy, a: Approval, ops: seq<(Op, World)>): nat {
    if ops == [] then 0
    else
      var n := |ops| - 1;
      Grants(p, a, ops[..n]) + if Step(p, Run(p, a, ops[..n]), ops[n].0, ops[n].1).1.Granted? then 1 else 0
  }

  ghost predicate Fresh(a: Approval) { a.status.Pending? && a.uses == 0 && a.left == 0 && a.resolver == [] }
}
