using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>What is reserved for a message; given back unless a run takes it over.</summary>
internal sealed class HeldReservation(QuotaAnswer answer) : IUsageReservationFeature, IAsyncDisposable
{
    private UsageReservation? _reservation = answer.Reservation;

    public UsageReservation? Take() => Interlocked.Exchange(ref _reservation, null);

    public ValueTask DisposeAsync() => Take()?.DisposeAsync() ?? ValueTask.CompletedTask;
}
