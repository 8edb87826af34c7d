using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.AspNetCore.Limits;

/// <summary>Asks the host's limits, for requests over HTTP and for what comes by another door, such as the messages of a socket. What does not answer, or not in time, refuses.</summary>
/// <remarks>A singleton from dependency injection, safe for use by many threads.</remarks>
public sealed partial class TenantLimits
{
    private const string Reserve = "usage.reserve";

    private readonly IRequestLimiter? _limiter;
    private readonly IUsageQuotas? _quotas;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly RefusalTrail _trail;
    private readonly ILogger _logger;

    internal TenantLimits(IRequestLimiter? limiter, IUsageQuotas? quotas, TimeSpan patience, TimeProvider time, RefusalTrail trail, ILogger logger) =>
        (_limiter, _quotas, _patience, _time, _trail, _logger) = (limiter, quotas, patience, time, trail, logger);

    /// <summary>Whether anything limits requests.</summary>
    public bool LimitsRequests => _limiter is not null;

    /// <summary>Asks for a place. Where nothing limits requests, everything is allowed.</summary>
    /// <param name="request">Who asks, and for what. Its claim was let in.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer; it is disposed of when the act has ended.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async ValueTask<LimitLease> AcquireAsync(LimitedRequest request, CancellationToken cancellationToken)
    {
        if (_limiter is null)
        {
            return LimitLease.Allowed;
        }

        try
        {
            ValueTask<LimitLease> pending = _limiter.AcquireAsync(request, cancellationToken);
            return (pending.IsCompletedSuccessfully ? pending.Result : await WaitAsync(pending.AsTask(), cancellationToken).ConfigureAwait(false))
                ?? throw new InvalidOperationException("A limiter answered with null.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // SECURITY: a limiter that fails limits everything, and whoever was refused so has a record of it.
            LogUnavailable(_logger, exception.GetType().Name);
            _trail.Record(request.Claim, request.Action, resourceId: null, Problem.DependencyUnavailable.Code, request.RunId, request.CorrelationId);
            return LimitLease.Unavailable;
        }
    }

    /// <summary>Reserves a part of the tenant's day for an act.</summary>
    /// <param name="context">The scope; the tenant is its.</param>
    /// <param name="estimate">What the act will use, as far as that is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer. Where nobody limits usage it is a refusal.</returns>
    /// <exception cref="OperationCanceledException">The caller ended it.</exception>
    public async ValueTask<QuotaAnswer> ReserveAsync(TenantContext context, UsageAmounts estimate, CancellationToken cancellationToken)
    {
        try
        {
            return (_quotas is null ? null : await _quotas.ReserveAsync(context, estimate, cancellationToken).ConfigureAwait(false))
                ?? throw new InvalidOperationException("Nobody limits usage, or whoever does answered with null.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogUnavailable(_logger, exception.GetType().Name);
            if (exception is not TenantScopeRequiredException)
            {
                _trail.Record(context.Claim, Reserve, resourceId: null, Problem.DependencyUnavailable.Code, context.RunId, context.CorrelationId);
            }

            return QuotaAnswer.Unavailable;
        }
    }

    private async Task<LimitLease> WaitAsync(Task<LimitLease> pending, CancellationToken cancellationToken)
    {
        try
        {
            return await pending.WaitAsync(_patience, _time, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // A place that comes too late is given back.
            _ = pending.ContinueWith(static late => late.Result?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    [LoggerMessage(EventId = 2703, EventName = "LimiterUnavailable", Level = LogLevel.Error, Message = "OCT2703: a limiter did not answer ({ExceptionType}), and the request was refused.")]
    private static partial void LogUnavailable(ILogger logger, string exceptionType);
}
