using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.Problems;

/// <summary>Records the refusals that an endpoint makes itself: the policy engine has recorded all others, one each.</summary>
/// <remarks>A singleton from dependency injection, safe for use by many threads.</remarks>
public sealed class RefusalTrail
{
    private readonly IAuditLedger _ledger;
    private readonly EndpointPlans _plans;
    private readonly TimeProvider _time;

    internal RefusalTrail(IAuditLedger ledger, EndpointPlans plans, TimeProvider time) => (_ledger, _plans, _time) = (ledger, plans, time);

    /// <summary>Records one refusal in the trail of whoever is refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="actor">Who is refused.</param>
    /// <param name="action">What was tried.</param>
    /// <param name="resourceId">The id of the resource, or null.</param>
    /// <param name="code">The code of the answer.</param>
    public void Record(HttpContext context, VerifiedTenantClaim actor, string action, string? resourceId, string code)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(actor);
        Record(actor, action, resourceId, code, context.GetEndpoint() is { } endpoint ? _plans.Of(endpoint).RunOf(context) : null, context.TraceIdentifier);
    }

    internal void Record(VerifiedTenantClaim actor, string action, string? resourceId, string code, string? runId, string? correlationId)
    {
        try
        {
            var who = AuditActor.Of(actor);
            var refused = new AuditEnvelope(actor.Tenant, _time.GetUtcNow())
            {
                EffectiveTenant = actor.Tenant,
                Actor = who.Actor,
                Issuer = who.Issuer,
                Delegate = who.Delegate,
                DelegateIssuer = who.DelegateIssuer,
                GrantId = who.GrantId,
                Details = who.Details,
                Action = action,
                ResourceId = resourceId,
                RunId = runId,
                Outcome = AuditOutcome.Denied,
                ReasonCode = code,
                CorrelationId = correlationId!,
            };
            _ledger.Emit(refused);
        }
#pragma warning disable CA1031 // Reason: a ledger that throws against its contract, or a clock that fails, must not turn a refusal into something else.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // The ledger counts what it loses.
        }
    }
}
