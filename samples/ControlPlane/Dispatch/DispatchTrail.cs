using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>Records how a call ended, under the correlation id by which the runtime records it too. That a token was made for it stands there already.</summary>
internal sealed class DispatchTrail(IAuditLedger ledger, TimeProvider time)
{
    internal void Record(VerifiedTenantClaim actor, RuntimeCall call, string? runId, string? refusal) => ledger.Emit(new AuditEnvelope(actor.Tenant, time.GetUtcNow())
    {
        EffectiveTenant = actor.Tenant,
        TargetTenant = actor.Tenant,
        Actor = actor.Subject,
        Issuer = actor.Issuer,
        Action = $"dispatch.{call.Method.Name}",
        ResourceId = runId,
        Outcome = refusal is null ? AuditOutcome.Allowed : AuditOutcome.Denied,
        ReasonCode = refusal ?? DenyReason.None.ToCode(),
        CorrelationId = call.CorrelationId,
    });
}
