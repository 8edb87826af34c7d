using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Limits;

/// <summary>Limits what each tenant may use in a UTC day. An endpoint that says <c>ReservesUsage</c> asks it before its handler runs.</summary>
/// <remarks>A singleton, safe for use by many threads. It records what it refuses.</remarks>
public interface IUsageQuotas
{
    /// <summary>Reserves a part of the tenant's day for an act.</summary>
    /// <param name="context">The scope; the tenant is its.</param>
    /// <param name="estimate">What the act will use, as far as that is known.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer. Its reservation becomes usage with the act's event, or is given back.</returns>
    ValueTask<QuotaAnswer> ReserveAsync(TenantContext context, UsageAmounts estimate, CancellationToken cancellationToken);
}
