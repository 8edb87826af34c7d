using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>Writes down which jobs were not taken and which were given up: one record each.</summary>
internal sealed class JobTrail(PolicyEngine engine, TenantDirectory directory, TimeProvider time)
{
    internal void NotTaken(TenantContext tenant, string kind, string code) =>
        engine.Emit(Of(tenant.Claim, "jobs.enqueue", kind, code, tenant.CorrelationId, tenant.RunId));

    /// <summary>A job whose last attempt failed.</summary>
    internal void GivenUp(VerifiedTenantClaim claim, LeasedJob job, string code, EnvelopeOpening opening) =>
        engine.Emit(Of(claim, "jobs.run", job.Job.Id, code, opening.CorrelationId, opening.RunId));

    /// <summary>A job that nobody opened: what its row says of its tenant says only where the record stands.</summary>
    internal void Lost(LeasedJob job, string code) => engine.Emit(
        new AuditEnvelope(TenantId.Platform, time.GetUtcNow())
        {
            TargetTenant = directory.TryFind(job.Job.Tenant, out TenantEntry? entry) ? entry.Id : null,
            Action = "jobs.run",
            ResourceId = job.Job.Id,
            Outcome = AuditOutcome.Denied,
            ReasonCode = code,
        });

    private AuditEnvelope Of(VerifiedTenantClaim claim, string action, string resource, string code, string? correlationId, string? runId)
    {
        var who = AuditActor.Of(claim);
        return new AuditEnvelope(claim.Tenant, time.GetUtcNow())
        {
            EffectiveTenant = claim.Tenant,
            TargetTenant = claim.ReachedTenant,
            Actor = who.Actor,
            Issuer = who.Issuer,
            Delegate = who.Delegate,
            DelegateIssuer = who.DelegateIssuer,
            GrantId = who.GrantId,
            Details = who.Details,
            Action = action,
            ResourceId = resource,
            RunId = runId,
            Outcome = AuditOutcome.Denied,
            ReasonCode = code,
            CorrelationId = correlationId!,
        };
    }
}
