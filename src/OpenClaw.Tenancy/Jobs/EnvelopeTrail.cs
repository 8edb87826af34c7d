using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>Writes down what was refused to envelopes and jobs: one refusal, one record.</summary>
internal sealed class EnvelopeTrail(PolicyEngine engine, TenantDirectory directory, TimeProvider time)
{
    /// <summary>What is not ours, or was put to another use. Nobody was recognised, so it stands where the refusals of strangers do.</summary>
    internal void Stranger(AccessAction action, string? detail)
    {
        AccessRequest request = AccessRequest.WithoutClaim(action, time.GetUtcNow(), DenyReason.TokenInvalid, detail);
        engine.Recognize(in request);
    }

    /// <summary>What is ours, and opens nothing any more.</summary>
    internal void Refused(string action, EnvelopeContent content, DenyReason reason, string? detail) => Write(action, content, content.Id, reason.ToCode(), detail);

    private void Write(string action, EnvelopeContent content, string resource, string code, string? detail)
    {
        // Under a grant the platform's operator acts: his trail is the platform's.
        bool isGrant = content.Claim.Actor?.Grant is not null;
        TenantId? reached = directory.TryFind(content.Claim.Tenant, out TenantEntry? entry) ? entry.Id : null;
        TenantId own = isGrant || reached is null ? TenantId.Platform : reached;
        engine.Emit(new AuditEnvelope(own, time.GetUtcNow())
        {
            EffectiveTenant = isGrant ? TenantId.Platform : reached,
            TargetTenant = reached,
            Actor = content.Claim.Holder,
            Issuer = content.Claim.Issuer,
            Delegate = string.Equals(content.Claim.Subject, content.Claim.Holder) ? null : content.Claim.Subject,
            Action = action,
            ResourceId = resource,
            RunId = content.RunId,
            GrantId = content.Claim.Actor?.Grant,
            Outcome = AuditOutcome.Denied,
            ReasonCode = code,
            Detail = detail,
            CorrelationId = content.CorrelationId!,
        });
    }
}
