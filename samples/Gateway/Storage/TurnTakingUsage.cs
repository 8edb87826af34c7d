using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>Usage in the gateway's own database: who writes there waits for his turn, as every other writer does.</summary>
internal sealed class TurnTakingUsage(IUsageStore store, IGatewayDatabase database) : IUsageStore
{
    public bool IsDurable => store.IsDurable;

    public async ValueTask<UsageOutcome> AddAsync(UsageAccess access, UsageEvent usage, UsageReservation? reservation, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(access.RequireTenant(), cancellationToken);
        return await store.AddAsync(access, usage, reservation, cancellationToken);
    }

    public ValueTask<UsageReport> ReadAsync(UsageAccess access, UsageQuery query, CancellationToken cancellationToken) => store.ReadAsync(access, query, cancellationToken);

    public ValueTask<UsageStanding> StandAsync(UsageAccess access, DateOnly day, CancellationToken cancellationToken) => store.StandAsync(access, day, cancellationToken);

    public async ValueTask<UsageStanding?> ReserveAsync(UsageAccess access, DateOnly day, UsageAmounts amounts, UsageAmounts limit, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(access.RequireTenant(), cancellationToken);
        return await store.ReserveAsync(access, day, amounts, limit, cancellationToken);
    }

    public async ValueTask ReleaseAsync(UsageReservation reservation, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(reservation.Tenant, cancellationToken);
        await store.ReleaseAsync(reservation, cancellationToken);
    }

    public async ValueTask<bool> NoteWarningAsync(UsageAccess access, DateOnly day, UsageMeasure measure, CancellationToken cancellationToken)
    {
        using IDisposable? turn = await database.TakeTurnAsync(access.RequireTenant(), cancellationToken);
        return await store.NoteWarningAsync(access, day, measure, cancellationToken);
    }
}
