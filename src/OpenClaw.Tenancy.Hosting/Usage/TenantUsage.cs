using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Usage;

/// <summary>Writes down what a tenant used, and reads its days. Whose usage it is says the scope, and nothing else does.</summary>
/// <remarks>A singleton from dependency injection, safe for use by many threads.</remarks>
public sealed class TenantUsage
{
    private readonly IUsageStore _store;
    private readonly UsageOptions _options;
    private readonly TimeProvider _time;

    internal TenantUsage(IUsageStore store, UsageOptions options, TimeProvider time) => (_store, _options, _time) = (store, options, time);

    /// <summary>Counts an event in the scope's tenant, once for its id.</summary>
    /// <param name="context">The scope. The tenant is stamped by it.</param>
    /// <param name="usage">What was used.</param>
    /// <param name="reservation">What was reserved for it, or null. It ends with the event; where the event is not counted it stays held, for its owner to give back.</param>
    /// <param name="cancellationToken">Ends the wait; the event may be counted nevertheless, and may be written again.</param>
    /// <returns>Counted, counted before, out of time, or overflow.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    /// <exception cref="TenantMismatchException">The reservation is another tenant's.</exception>
    public async ValueTask<UsageOutcome> RecordAsync(TenantContext context, UsageEvent usage, UsageReservation? reservation = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(usage);
        UsageAccess access = UsageAccess.Of(context);
        DateTimeOffset now = _time.GetUtcNow();
        return usage.OccurredAt < now - _options.MaxAge || usage.OccurredAt > now + _options.MaxAhead
            ? UsageOutcome.OutOfTime : await _store.AddAsync(access, usage, reservation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads what the scope's tenant used on a number of days.</summary>
    /// <param name="context">The scope.</param>
    /// <param name="query">The days.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The report. It is made of daily sums, and reads no event.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended.</exception>
    public ValueTask<UsageReport> ReadAsync(TenantContext context, UsageQuery query, CancellationToken cancellationToken = default) =>
        _store.ReadAsync(UsageAccess.Of(context), query, cancellationToken);
}
