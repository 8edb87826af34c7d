using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Approvals;

/// <summary>Writes down what became of approvals. SECURITY: by digests; of the command no character stands in a trail.</summary>
internal sealed class ApprovalTrail(PolicyEngine engine, TimeProvider time)
{
    /// <summary>The record that must stand before an answer or a use counts.</summary>
    /// <returns>Whether it is durable.</returns>
    internal ValueTask<bool> RecordAsync(AccessPermit permit, ApprovalRecord record, string? decision, string? correlationId, CancellationToken cancellationToken) =>
        BothTrails.AppendAsync(
            engine, permit, correlationId,
            (trail, joined) => Envelope(trail, permit, record, AuditOutcome.Allowed, ApprovalNotes.Of(record, decision), joined), cancellationToken);

    /// <summary>Notes what was done that needs no record before it.</summary>
    internal void Done(AccessPermit permit, ApprovalRecord record, string? correlationId) =>
        engine.Emit(Envelope(permit.Tenant, permit, record, AuditOutcome.Allowed, ApprovalNotes.Of(record, decision: null), correlationId));

    /// <summary>Notes what the host's own code, or the clock, did.</summary>
    internal void Done(TenantId tenant, string action, ApprovalRecord record) => engine.Emit(new AuditEnvelope(tenant, time.GetUtcNow())
    {
        EffectiveTenant = tenant,
        TargetTenant = tenant,
        Action = action,
        ResourceId = record.Id,
        RunId = record.Run,
        Outcome = AuditOutcome.Allowed,
        ReasonCode = DenyReason.None.ToCode(),
        Details = ApprovalNotes.Of(record, decision: null),
    });

    /// <summary>Notes a refusal about an approval that its tenant may know of.</summary>
    internal void Refused(AccessPermit permit, ApprovalRecord record, ApprovalRefusal refusal, string? decision, string? correlationId) => engine.Emit(
        Envelope(permit.EffectiveTenant, permit, record, AuditOutcome.Denied, ApprovalNotes.Of(record, decision), correlationId, refusal.Reason.ToCode(), refusal.Word));

    /// <summary>Notes an answer that came after another one.</summary>
    internal void TooLate(AccessPermit permit, ApprovalRecord record, string? decision, string? correlationId) => engine.Emit(
        Envelope(permit.EffectiveTenant, permit, record, AuditOutcome.Denied, ApprovalNotes.Of(record, decision), correlationId, DenyReason.PolicyForbid.ToCode(), "already_resolved"));

    /// <summary>Notes a refusal that looks like an absence: one record in the actor's trail, and the truth for the platform alone.</summary>
    internal void NotFound(AccessPermit permit, ResourceId id, ResourceId? run, string? correlationId)
    {
        var request = new AccessRequest(permit.Claim, permit.Action, ResourceRef.Absent(id.ToString()), time.GetUtcNow()) { CorrelationId = correlationId, RunId = run?.ToString() };
        engine.Refuse(in request, DenyReason.ResourceAbsent);
    }

    /// <summary>Notes that something did not answer, so that nothing was allowed.</summary>
    internal void Unavailable(AccessPermit permit, ResourceId id, ResourceId? run, string? correlationId)
    {
        var request = new AccessRequest(permit.Claim, permit.Action, ResourceRef.Owned(id.ToString(), permit.Tenant), time.GetUtcNow()) { CorrelationId = correlationId, RunId = run?.ToString() };
        engine.Refuse(in request, DenyReason.DependencyUnavailable);
    }

    private AuditEnvelope Envelope(
        TenantId trail, AccessPermit permit, ApprovalRecord record, AuditOutcome outcome, IReadOnlyDictionary<string, string> details, string? correlationId,
        string? code = null, string? word = null)
    {
        var who = AuditActor.Of(permit.Claim);
        return new AuditEnvelope(trail, time.GetUtcNow())
        {
            EffectiveTenant = permit.EffectiveTenant,
            TargetTenant = permit.Tenant,
            Actor = who.Actor,
            Issuer = who.Issuer,
            Delegate = who.Delegate,
            DelegateIssuer = who.DelegateIssuer,
            GrantId = who.GrantId,
            Action = permit.Action.Name,
            ResourceId = record.Id,
            RunId = record.Run,
            Outcome = outcome,
            ReasonCode = code ?? DenyReason.None.ToCode(),
            Detail = word,
            Details = new Dictionary<string, string>(details.Concat(who.Details), StringComparer.Ordinal),
            CorrelationId = correlationId!,
        };
    }
}
