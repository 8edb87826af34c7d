include "Worlds.dfy"
include "Verdicts.dfy"

// The whole decision: the boundary, then the evaluators, then the record that must stand before the act.
module Decisions {
  import opened Basics
  import opened Gates
  import opened Worlds
  import opened Verdicts

  datatype Decision = Deny(reason: Reason) | Permit(effective: Id, target: Id, way: Way)

  // Whether the ledger is durable, and which trails take a record.
  datatype Ledger = Ledger(durable: bool, takes: Id -> bool)

  function MissingClaim(fault: Reason): Reason { if fault.Passed? || fault.Unspecified? then ClaimMissing else fault }

  function TargetOf(k: Claim, r: Request): Id {
    if r.resource.Present? && r.resource.owner.Some? then r.resource.owner.value else k.tenant
  }

  function Boundary(h: Host, r: Request): Decision {
    if r.action.None? then Deny(ClaimMissing)
    else if r.caller.Nobody? then Deny(MissingClaim(r.caller.fault))
    else
      var k := r.caller.claim;
      match FirstFailure(FactsOf(h, k, r, r.action.value))
      case Refused(reason) => Deny(reason)
      case Reached(way) => Permit(k.tenant, TargetOf(k, r), way)
  }

  // What crosses tenants or changes privileges is written down before it happens.
  predicate Obliged(h: Host, r: Request, way: Way) {
    !way.ByOwn? || (r.action.Some? && Privileged(r.action.value)) || h.recordsAll
  }

  // In the trail of the tenant that acts, and in the target's.
  predicate Recorded(l: Ledger, effective: Id, target: Id) { l.durable && l.takes(effective) && l.takes(target) }

  // Evaluators narrow what the boundary lets through.
  function Weighed(d: Decision, v: Verdict): Decision {
    if d.Deny? then d
    else match v
      case Forbid => Deny(PolicyForbid)
      case Indeterminate => Deny(EvaluatorFault)
      case _ => d
  }

  function Decide(h: Host, r: Request, answers: seq<Answer>, l: Ledger): Decision {
    var d := Weighed(Boundary(h, r), Combined(answers));
    if d.Permit? && Obliged(h, r, d.way) && !Recorded(l, d.effective, d.target) then Deny(AuditUnavailable) else d
  }

  // The part that waits for nothing: where an evaluator would have to be waited for, or a record, it refuses.
  function DecideNow(h: Host, r: Request, answers: seq<Answer>, later: seq<Answer>): Decision {
    var d := Weighed(Boundary(h, r), Combined(answers));
    if d.Permit? && (later != [] || Obliged(h, r, d.way)) then Deny(AsyncRequired) else d
  }

  // A permit is looked at again at each use, by the gates that looked at its claim.
  predicate StillHolds(h: Host, r: Request) {
    r.action.Some? && r.caller.Holder? && BeforeLookup(FactsOf(h, r.caller.claim, r, r.action.value)) == Passed
  }

  predicate Allowed(h: Host, r: Request, answers: seq<Answer>, l: Ledger) { Decide(h, r, answers, l).Permit? }
}
