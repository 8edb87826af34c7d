using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.AspNetCore.Limits;

internal sealed class ReservationFeature(UsageReservation? reservation) : IUsageReservationFeature
{
    private UsageReservation? _reservation = reservation;

    public UsageReservation? Take() => Interlocked.Exchange(ref _reservation, null);
}
