using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>Writes down what became of the requests of those who show an identity token.</summary>
internal sealed class ExchangeTrail(PolicyEngine engine, string issuer, TimeProvider time)
{
    /// <summary>One refusal, one record: nobody's claim was accepted, so it stands where those of strangers do.</summary>
    internal void Refused(AccessAction action, DenyReason reason, string? detail, string? correlationId)
    {
        AccessRequest request = AccessRequest.WithoutClaim(action, time.GetUtcNow(), reason, detail) with { CorrelationId = correlationId };
        engine.Recognize(in request);
    }

    /// <summary>The record that must stand before the act.</summary>
    /// <returns>Whether it is durable.</returns>
    /// <remarks>SECURITY: the user's own id, and not the name under which the provider knows him: a tenant is not told that.</remarks>
    internal ValueTask<bool> RecordAsync(AccessAction action, TenantId tenant, UserId user, string? correlationId, CancellationToken cancellationToken) =>
        engine.AppendAsync(
            new AuditEnvelope(tenant, time.GetUtcNow())
            {
                EffectiveTenant = tenant,
                TargetTenant = tenant,
                Actor = user.ToString(),
                Issuer = issuer,
                Action = action.Name,
                Outcome = AuditOutcome.Allowed,
                ReasonCode = DenyReason.None.ToCode(),
                CorrelationId = correlationId!,
            },
            cancellationToken);
}
