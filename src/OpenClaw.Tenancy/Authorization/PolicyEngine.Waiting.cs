using System.Diagnostics;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Authorization;

/// <content>The part of a decision that waits for an evaluator or for a record.</content>
public sealed partial class PolicyEngine
{
    private ValueTask<AccessDecision> CompleteAsync(AccessRequest request, AccessDecision decision, AllowedRecords records, CancellationToken cancellationToken) =>
        _spans.AreHeard ? CompleteHeardAsync(request, decision, records, cancellationToken) : CompleteCoreAsync(request, decision, records, cancellationToken);

    // INVARIANT: a request that a gate refuses never comes here, so that no span of a tenant tells a foreign resource from an absent one.
    // The names of the action and of the resource stand in the audit record alone: they may come from the caller.
    private async ValueTask<AccessDecision> CompleteHeardAsync(AccessRequest request, AccessDecision decision, AllowedRecords records, CancellationToken cancellationToken)
    {
        using Activity? span = _spans.Start(ClaimSpans.Decide, request.Principal);
        decision = await CompleteCoreAsync(request, decision, records, cancellationToken).ConfigureAwait(false);
        ClaimSpans.End(span, decision.IsAllowed ? DenyReason.None : decision.Reason);
        return decision;
    }

    private async ValueTask<AccessDecision> CompleteCoreAsync(AccessRequest request, AccessDecision decision, AllowedRecords records, CancellationToken cancellationToken)
    {
        // A fault of a synchronous evaluator does not end the asking: a Forbid of an asynchronous one still ranks above it.
        PolicyVerdict soFar = decision.IsAllowed ? PolicyVerdict.Allow : PolicyVerdict.Indeterminate;
        PolicyVerdict verdict = DenyOverrides.Join(soFar, await _panel.ConsultAsync(request, cancellationToken).ConfigureAwait(false));
        decision = Weigh(verdict, decision.Way);
        if (!decision.IsAllowed || !NeedsRecord(in request, decision.Way, records))
        {
            return decision;
        }

        bool recorded = await _audit.RecordAsync(request, decision.Way, cancellationToken).ConfigureAwait(false);
        return recorded ? decision : AccessDecision.Denied(DenyReason.AuditUnavailable);
    }

    private async ValueTask<AccessResult> FinishAsync(AccessRequest request, AccessDecision decision, AllowedRecords records, CancellationToken cancellationToken)
    {
        decision = await CompleteAsync(request, decision, records, cancellationToken).ConfigureAwait(false);
        return new AccessResult(decision, Conclude(in request, decision, records));
    }
}
