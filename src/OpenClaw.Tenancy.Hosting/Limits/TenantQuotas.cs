using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Limits;

/// <summary>Limits what each tenant may use in a UTC day. One act of the store decides about each reservation, over all processes that share it.</summary>
/// <remarks>
/// A singleton from dependency injection, safe for use by many threads. A store or a clock that does not answer refuses.
/// That a soft limit was reached is recorded once a day for each measure; each refusal is recorded.
/// </remarks>
public sealed partial class TenantQuotas : IUsageQuotas
{
    private const decimal Billion = 1_000_000_000m;

    private readonly IUsageStore _store;
    private readonly UsageQuotaOptions _options;
    private readonly TimeSpan _patience;
    private readonly LimitTrail _trail;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal TenantQuotas(IUsageStore store, UsageQuotaOptions options, TimeSpan patience, IAuditLedger ledger, TimeProvider time, ILogger logger) =>
        (_store, _options, _patience, _trail, _time, _logger) = (store, options, patience, new LimitTrail(ledger, time), time, logger);

    /// <inheritdoc />
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public async ValueTask<QuotaAnswer> ReserveAsync(TenantContext context, UsageAmounts estimate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        var access = UsageAccess.Of(context);
        TenantId tenant = access.RequireTenant();
        QuotaLimits limits = _options.Of(tenant);
        if (limits.IsOff)
        {
            return QuotaAnswer.Allowed;
        }

        try
        {
            UsageReservation? taken = await TakeAsync(access, limits, estimate, cancellationToken).ConfigureAwait(false);
            if (taken is null)
            {
                _trail.Exceeded(context, tenant);
                return QuotaAnswer.Exceeded;
            }

            UsageMeasure[] reached = [.. QuotaLimits.Measures.Where(m => limits.Soft(m) is { } soft && InUnit(m, taken.Standing.TakenOf(m)) > soft)];
            foreach (UsageMeasure measure in reached.Where(m => !taken.Standing.WasWarnedOf(m)))
            {
                await WarnAsync(context, access, taken, measure, cancellationToken).ConfigureAwait(false);
            }

            return QuotaAnswer.Reserved(taken, reached);
        }
        catch (TenantScopeRequiredException)
        {
            throw;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // Reason: whatever does not answer, nobody knows what is left, and the act is refused.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            LogUnavailable(_logger, exception.GetType().Name);
            _trail.Unavailable(context, tenant);
            return QuotaAnswer.Unavailable;
        }
    }

    /// <summary>Reads where the scope's tenant stands today with each of its quotas.</summary>
    /// <param name="context">The scope.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The quotas that it has.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public async ValueTask<IReadOnlyList<QuotaStanding>> ReadAsync(TenantContext context, CancellationToken cancellationToken = default)
    {
        var access = UsageAccess.Of(context);
        QuotaLimits limits = _options.Of(access.RequireTenant());
        if (limits.IsOff)
        {
            return [];
        }

        UsageStanding standing = await _store.StandAsync(access, Today(), cancellationToken).ConfigureAwait(false);
        return
        [
            .. QuotaLimits.Measures.Where(m => limits.Soft(m) is not null || limits.Hard(m) is not null).Select(m => new QuotaStanding(
                m, limits.Soft(m), limits.Hard(m), InUnit(m, standing.UsedOf(m)), limits.Hard(m) is { } hard ? Math.Max(0, hard - InUnit(m, standing.TakenOf(m))) : null)),
        ];
    }

    // What comes too late is given back: nobody would.
    private async Task<UsageReservation?> TakeAsync(UsageAccess access, QuotaLimits limits, UsageAmounts estimate, CancellationToken cancellationToken)
    {
        Task<UsageReservation?> pending = UsageReservation.TakeAsync(
            _store, access, Today(), limits.AtLeast(estimate), limits.Ceiling(), exception => LogLost(_logger, exception.GetType().Name), cancellationToken).AsTask();
        try
        {
            return await pending.WaitAsync(_patience, _time, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _ = GiveBackAsync(pending);
            throw;
        }
    }

    private static async Task GiveBackAsync(Task<UsageReservation?> pending)
    {
        await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (pending.IsCompletedSuccessfully && await pending.ConfigureAwait(false) is { } late)
        {
            await late.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task WarnAsync(TenantContext context, UsageAccess access, UsageReservation taken, UsageMeasure measure, CancellationToken cancellationToken)
    {
        try
        {
            if (await _store.NoteWarningAsync(access, taken.Day, measure, cancellationToken).AsTask().WaitAsync(_patience, _time, cancellationToken).ConfigureAwait(false))
            {
                _trail.Warned(context, taken.Tenant, measure);
            }
        }
#pragma warning disable CA1031 // Reason: the act is within its hard limit; the next one tries to note the warning again.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            LogUnavailable(_logger, exception.GetType().Name);
        }
    }

    private DateOnly Today() => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    private static decimal InUnit(UsageMeasure measure, long amount) => measure == UsageMeasure.Cost ? amount / Billion : amount;

    [LoggerMessage(EventId = 2701, EventName = "QuotaUnavailable", Level = LogLevel.Error, Message = "OCT2701: what a tenant has left of its quotas could not be told ({ExceptionType}). Until it can, what takes a reservation is refused.")]
    private static partial void LogUnavailable(ILogger logger, string exceptionType);

    [LoggerMessage(EventId = 2702, EventName = "ReservationNotReturned", Level = LogLevel.Warning, Message = "OCT2702: a reservation of usage could not be given back ({ExceptionType}). It stays taken until its UTC day is over.")]
    private static partial void LogLost(ILogger logger, string exceptionType);
}
