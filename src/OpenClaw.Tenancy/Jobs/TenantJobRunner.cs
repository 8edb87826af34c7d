using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Jobs;

/// <summary>Runs a job that a worker has taken: opens its envelope, runs its handler in a scope of the tenant, and says what becomes of it. A singleton, safe for use by many threads.</summary>
/// <remarks>Without an envelope that opens for exactly this job, nothing runs.</remarks>
public sealed partial class TenantJobRunner
{
    private readonly TenantEnvelopes _envelopes;
    private readonly IServiceScopeFactory _scopes;
    private readonly JobTrail _trail;
    private readonly TenantJobOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal TenantJobRunner(
        TenantEnvelopes envelopes, IServiceScopeFactory scopes, IReadOnlyCollection<string> kinds, string? only, JobTrail trail, TenantJobOptions options, TimeProvider time, ILogger logger) =>
        (_envelopes, _scopes, Kinds, Only, _trail, _options, _time, _logger) = (envelopes, scopes, kinds, only, trail, options, time, logger);

    /// <summary>The kinds that the host has handlers for.</summary>
    public IReadOnlyCollection<string> Kinds { get; }

    /// <summary>The one tenant that the process serves, or null when it serves many.</summary>
    public string? Only { get; }

    /// <summary>Runs a job once.</summary>
    /// <param name="leased">The job.</param>
    /// <param name="cancellationToken">Cancelled when the host stops or the lease is lost: then the attempt counts for nothing.</param>
    /// <returns>What becomes of the job. A job that ends undone is recorded.</returns>
    public async Task<JobSettlement> RunAsync(LeasedJob leased, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(leased);
        StoredJob job = leased.Job;
        if (!JobName.IsWellFormed(job) || !JobId.TryFrom(job.Id, out JobId? id))
        {
            _trail.Lost(leased, DenyReason.TokenInvalid.ToCode());
            return Dead(DenyReason.TokenInvalid.ToCode());
        }

        // A process that dies with a job says nothing of it, so it is counted when it is taken.
        if (leased.Attempt > _options.MaxAttempts)
        {
            _trail.Lost(leased, "job_attempts");
            return Dead("job_attempts");
        }

        EnvelopeOpening opening = _envelopes.Open(job.Envelope, JobName.Purpose(job.Tenant, job.Kind, job.Id), job.Body.Span);
        return opening.IsOpen ? await RunAsync(leased, id, opening, opening.Claim, cancellationToken).ConfigureAwait(false)
            : !opening.MayOpenLater ? Dead(opening.Reason.ToCode())
            : new JobSettlement(opening.Reason == DenyReason.TenantInactive ? JobFate.TenantWaits : JobFate.Again, _options.WaitInterval, CountsAttempt: false);
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Reason: whatever a handler throws is a failure of its job and of nothing else.")]
    private async Task<JobSettlement> RunAsync(LeasedJob leased, JobId id, EnvelopeOpening opening, VerifiedTenantClaim claim, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(_options.RunTimeout, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await RunInScopeAsync(new TenantJob(id, leased.Job.Kind, leased.Job.Body, leased.Attempt), opening, claim, ended.Token).ConfigureAwait(false);
            return JobSettlement.Done;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return JobSettlement.GivenBack;
        }
        catch (Exception exception)
        {
            // What was taken from the tenant or the holder meanwhile is no failure of the job: its envelope says what becomes of it.
            if (!claim.StillHolds())
            {
                return JobSettlement.GivenBack;
            }

            LogFailed(_logger, leased.Job.Kind, leased.Attempt, exception.GetType().Name);
            if (leased.Attempt < _options.MaxAttempts)
            {
                return new JobSettlement(JobFate.Again, RetryDelay.After(leased.Attempt, _options), CountsAttempt: true);
            }

            _trail.GivenUp(claim, leased, "job_attempts", opening);
            return Dead("job_attempts");
        }
    }

    private async Task RunInScopeAsync(TenantJob job, EnvelopeOpening opening, VerifiedTenantClaim claim, CancellationToken cancellationToken)
    {
        AsyncServiceScope scope = _scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            ITenantContextFactory factory = scope.ServiceProvider.GetRequiredService<ITenantContextFactory>();
            await factory.RunAsync(
                claim,
                opening.CorrelationId,
                opening.RunId,
                async (services, token) =>
                {
                    ITenantJobHandler handler = services.GetRequiredKeyedService<ITenantJobHandler>(job.Kind);
                    await handler.RunAsync(services.GetRequiredService<TenantContext>(), job, token).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static JobSettlement Dead(string reason) => new(JobFate.Dead, TimeSpan.Zero, CountsAttempt: true, reason);

    // SECURITY: no message of the exception: it may hold what is the tenant's.
    [LoggerMessage(EventId = 2601, EventName = "JobFailed", Level = LogLevel.Warning, Message = "OCT2601: a job of the kind {Kind} failed at attempt {Attempt} with {ExceptionType}. It is tried again until its attempts are used up.")]
    private static partial void LogFailed(ILogger logger, string kind, int attempt, string exceptionType);
}
