using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Writes down which key is about to be made: the permit for it was earned before the key had an id.</summary>
internal sealed class KeyTrail(PolicyEngine engine, TimeProvider time)
{
    /// <summary>The records that must stand before there is the key. SECURITY: by its id; of its text no character stands in a trail.</summary>
    /// <param name="permit">The permit by which it is made.</param>
    /// <param name="action">What is about to happen.</param>
    /// <param name="key">The id of the new key.</param>
    /// <param name="replaced">The id of the key whose place it takes, or null.</param>
    /// <param name="correlationId">What joins the records of one request, or null.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether they are durable.</returns>
    internal ValueTask<bool> RecordAsync(
        AccessPermit permit, string action, ApiKeyId key, string? replaced, string? correlationId, CancellationToken cancellationToken) =>
        BothTrails.AppendAsync(engine, permit, correlationId, (trail, joined) => Envelope(trail, permit, action, key, replaced, joined), cancellationToken);

    private AuditEnvelope Envelope(TenantId trail, AccessPermit permit, string action, ApiKeyId key, string? replaced, string? correlationId)
    {
        var who = AuditActor.Of(permit.Claim);
        var details = new Dictionary<string, string>(who.Details, StringComparer.Ordinal);
        if (replaced is not null)
        {
            details["replaces"] = replaced;
        }

        return new AuditEnvelope(trail, time.GetUtcNow())
        {
            EffectiveTenant = permit.EffectiveTenant,
            TargetTenant = permit.Tenant,
            Actor = who.Actor,
            Issuer = who.Issuer,
            Delegate = who.Delegate,
            DelegateIssuer = who.DelegateIssuer,
            GrantId = who.GrantId,
            Action = action,
            ResourceId = key.ToString(),
            Outcome = AuditOutcome.Allowed,
            ReasonCode = DenyReason.None.ToCode(),
            Details = details,
            CorrelationId = correlationId!,
        };
    }
}
