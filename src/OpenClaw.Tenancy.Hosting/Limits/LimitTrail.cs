using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>Records what limits refuse, and that a soft one was reached, in the trail of whoever acted.</summary>
internal sealed class LimitTrail(IAuditLedger ledger, TimeProvider time)
{
    private const string Reserve = "usage.reserve";

    /// <summary>A request that came too often, and those before it that have no record of their own.</summary>
    internal void Refused(in LimitedRequest request, long refusals) =>
        Emit(request.Claim, request.Claim.Tenant, request.Action, AuditOutcome.Denied, "rate_limited", request.CorrelationId, request.RunId, measure: null, refusals - 1);

    /// <summary>Requests that came too often and have no record yet.</summary>
    internal void Counted(TenantId tenant, long refusals) => Emit(() => new AuditEnvelope(tenant, time.GetUtcNow())
    {
        EffectiveTenant = tenant,
        Action = "requests.limited",
        Outcome = AuditOutcome.Denied,
        ReasonCode = "rate_limited",
        Suppressed = refusals,
    });

    internal void Exceeded(TenantContext context, TenantId tenant) =>
        Emit(context.Claim, tenant, Reserve, AuditOutcome.Denied, "quota_exceeded", context.CorrelationId, context.RunId, measure: null, suppressed: 0);

    /// <summary>Nobody could tell what is left, and the act was refused.</summary>
    internal void Unavailable(TenantContext context, TenantId tenant) =>
        Emit(context.Claim, tenant, Reserve, AuditOutcome.Denied, "dependency_unavailable", context.CorrelationId, context.RunId, measure: null, suppressed: 0);

    internal void Warned(TenantContext context, TenantId tenant, UsageMeasure measure) =>
        Emit(context.Claim, tenant, Reserve, AuditOutcome.Allowed, "quota_warning", context.CorrelationId, context.RunId, MeasureText.Of(measure), suppressed: 0);

    private void Emit(
        VerifiedTenantClaim claim, TenantId target, string action, AuditOutcome outcome, string code, string? correlationId, string? runId, string? measure, long suppressed)
    {
        var who = AuditActor.Of(claim);
        Emit(() => new AuditEnvelope(claim.Tenant, time.GetUtcNow())
        {
            EffectiveTenant = claim.Tenant,
            TargetTenant = target,
            Actor = who.Actor,
            Issuer = who.Issuer,
            Delegate = who.Delegate,
            DelegateIssuer = who.DelegateIssuer,
            GrantId = who.GrantId,
            Details = who.Details,
            Action = action,
            RunId = runId,
            Outcome = outcome,
            ReasonCode = code,
            Detail = measure,
            CorrelationId = correlationId!,
            Suppressed = suppressed,
        });
    }

    private void Emit(Func<AuditEnvelope> envelope)
    {
        try
        {
            ledger.Emit(envelope());
        }
#pragma warning disable CA1031 // Reason: a ledger that throws against its contract, or a clock that fails, must not turn one answer into another.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // The ledger counts what it loses.
        }
    }
}
