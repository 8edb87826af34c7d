using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Records refusals: one each, in the trail of who acted, through the engine, which knows whose that is.</summary>
internal static class EgressTrail
{
    internal static void Refused(EgressCore core, VerifiedTenantClaim claim, string? correlationId, string connector, EgressRefusalReason reason, string? host)
    {
        // SECURITY: only what is within a grammar is written down. Anything else that was asked for is the asker's own text.
        bool isName = SecretName.TryFrom(connector, out _);
        var details = new Dictionary<string, string>(StringComparer.Ordinal) { ["refusal"] = reason.ToCode() };
        if (isName)
        {
            details["connector"] = connector;
        }

        if (host is not null && (HostGrammar.IsName(host) || HostGrammar.IsQuad(host)))
        {
            details["host"] = host;
        }

        ResourceRef resource = isName ? ResourceRef.Owned(connector, claim.ReachedTenant) : ResourceRef.Collection(claim.ReachedTenant);
        core.Engine.Refuse(new AccessRequest(claim, core.Connect, in resource, core.Time.GetUtcNow()) { CorrelationId = correlationId }, DenyReason.PolicyDenied, details);
    }
}
