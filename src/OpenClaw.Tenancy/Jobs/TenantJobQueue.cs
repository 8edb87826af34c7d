using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>The queue over whichever store the host has: seals, and hands over.</summary>
internal sealed class TenantJobQueue(TenantEnvelopes envelopes, ITenantJobStore store, JobTrail trail, Patience patience, TenantJobOptions options) : ITenantJobQueue
{
    private readonly JobLimits _limits = new(options.MaxJobsPerTenant, options.MaxJobs);

    public async ValueTask<JobEnqueuing> EnqueueAsync(TenantContext tenant, TenantJobRequest job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(job);
        string kind = JobName.RequireKind(job.Kind);
        string? key = JobName.RequireKey(job.IdempotencyKey);
        ArgumentOutOfRangeException.ThrowIfLessThan(job.Delay, TimeSpan.Zero, nameof(job));
        TenantId reached = tenant.Tenant;
        if (job.Delay > TimeSpan.Zero && job.Delay >= envelopes.LifetimeOf(job.Lifetime))
        {
            // Its first turn would come when its envelope is over, and until then it would hold a place.
            return Refused(tenant, kind, JobRefusal.NotSealed, DenyReason.Expired.ToCode(), DenyReason.Expired);
        }

        JobId id = JobId.New();

        // The caller may write into his own bytes again once this returns, and a store may keep them.
        ReadOnlyMemory<byte> body = job.Body.ToArray();
        EnvelopeSealing sealing = await envelopes.SealAsync(
            tenant,
            new EnvelopeRequest { Purpose = JobName.Purpose(reached.ToString(), kind, id.ToString()), Scopes = job.Scopes, Lifetime = job.Lifetime },
            body,
            cancellationToken).ConfigureAwait(false);
        if (!sealing.IsSealed)
        {
            return JobEnqueuing.Refused(JobRefusal.NotSealed, sealing.Reason);
        }

        var stored = new StoredJob
        {
            Tenant = reached.ToString(),
            Id = id.ToString(),
            Kind = kind,
            Key = key,
            Body = body,
            Envelope = sealing.Envelope.Text,
            ExpiresAt = sealing.Envelope.ExpiresAt,
            Delay = job.Delay,
        };
        return await AddAsync(tenant, stored, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<JobEnqueuing> AddAsync(TenantContext tenant, StoredJob job, CancellationToken cancellationToken)
    {
        try
        {
            JobAddition addition = await patience.WaitForAsync(store.AddAsync(job, _limits, cancellationToken), cancellationToken).ConfigureAwait(false);
            return addition.Outcome switch
            {
                JobAdditionOutcome.Added => JobEnqueuing.Accepted(JobId.From(job.Id), wasKnown: false),
                JobAdditionOutcome.Known when JobId.TryFrom(addition.Id, out JobId? known) => JobEnqueuing.Accepted(known, wasKnown: true),
                JobAdditionOutcome.KeyTaken => Refused(tenant, job.Kind, JobRefusal.KeyTaken, "job_key_taken"),
                JobAdditionOutcome.TenantFull => Refused(tenant, job.Kind, JobRefusal.TenantFull, "job_tenant_full"),
                JobAdditionOutcome.Full => Refused(tenant, job.Kind, JobRefusal.QueueFull, "job_queue_full"),
                _ => Refused(tenant, job.Kind, JobRefusal.Unavailable, DenyReason.DependencyUnavailable.ToCode()),
            };
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Refused(tenant, job.Kind, JobRefusal.Unavailable, DenyReason.DependencyUnavailable.ToCode());
        }
    }

    private JobEnqueuing Refused(TenantContext tenant, string kind, JobRefusal refusal, string code, DenyReason reason = DenyReason.None)
    {
        trail.NotTaken(tenant, kind, code);
        return JobEnqueuing.Refused(refusal, reason);
    }
}
