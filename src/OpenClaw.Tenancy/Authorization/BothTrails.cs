using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>The records that must stand before an act by a permit: in the trail of who acts, and across tenants in the target's too.</summary>
internal static class BothTrails
{
    /// <summary>Appends them, joined by the correlation id.</summary>
    /// <param name="engine">Appends.</param>
    /// <param name="permit">The permit by which it is done.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="envelope">Makes the record of a trail.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether they are durable.</returns>
    internal static async ValueTask<bool> AppendAsync(
        PolicyEngine engine, AccessPermit permit, string? correlationId, Func<TenantId, string?, AuditEnvelope> envelope, CancellationToken cancellationToken)
    {
        AuditEnvelope acting = envelope(permit.EffectiveTenant, correlationId);
        return await engine.AppendAsync(acting, cancellationToken).ConfigureAwait(false)
            && (permit.EffectiveTenant == permit.Tenant
                || await engine.AppendAsync(envelope(permit.Tenant, correlationId ?? acting.CorrelationId), cancellationToken).ConfigureAwait(false));
    }
}
