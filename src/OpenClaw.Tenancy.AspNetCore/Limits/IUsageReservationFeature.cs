using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.AspNetCore.Limits;

/// <summary>What was reserved for a request to an endpoint that says <c>ReservesUsage</c>. A feature of the request.</summary>
public interface IUsageReservationFeature
{
    /// <summary>Takes the reservation over, for work that ends it: with the event of what was used, or by giving it back. What nobody takes is given back when the request ends.</summary>
    /// <returns>The reservation for the first call; null for others, and where nothing is limited.</returns>
    UsageReservation? Take();
}
