using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>Records the refusals that are the host's own: the policy engine has recorded all others, one each.</summary>
public sealed class RefusalTrail(IAuditLedger ledger, TimeProvider time)
{
    public void Record(HttpContext context, VerifiedTenantClaim actor, string action, string? resourceId, string code) =>
        ledger.Emit(new AuditEnvelope(actor.Tenant, time.GetUtcNow())
        {
            EffectiveTenant = actor.Tenant,
            Actor = actor.Subject,
            Issuer = actor.Issuer,
            Action = action,
            ResourceId = resourceId,
            Outcome = AuditOutcome.Denied,
            ReasonCode = code,
            CorrelationId = context.TraceIdentifier,
        });
}
