using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Secrets.Egress;

internal sealed class TenantEgress(EgressCore core, EgressPolicy policy) : ITenantEgress
{
    public async ValueTask<EgressOpening> OpenAsync(TenantContext context, string connector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(connector);
        TenantId tenant = context.Claim.ReachedTenant;
        EgressRefusalReason reason = policy.Find(tenant, connector, out ConnectorPolicy? found);
        if (reason != EgressRefusalReason.None || found is null)
        {
            EgressTrail.Refused(core, context.Claim, context.CorrelationId, connector, reason, host: null);
            return EgressOpening.Refused(reason);
        }

        // The engine refuses what has ended or holds no scope, and records it itself.
        AccessResult result = await context.AuthorizeAsync(core.Connect, ResourceRef.Owned(connector, tenant), cancellationToken).ConfigureAwait(false);
        return result.IsAllowed
            ? EgressOpening.Of(new TenantConnector(core, result.Permit, context, found))
            : EgressOpening.Denied(result.Decision.Reason);
    }
}
