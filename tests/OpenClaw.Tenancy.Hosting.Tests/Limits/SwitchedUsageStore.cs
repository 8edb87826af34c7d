using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.Hosting.Tests.Limits;

/// <summary>A store that throws or hangs when a test says so.</summary>
public sealed class SwitchedUsageStore : IUsageStore
{
    private TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _released;

    public IUsageStore Inner { get; set; } = null!;

    /// <summary>How many reservations were given back.</summary>
    public int Released => Volatile.Read(ref _released);

    /// <summary>What happens to each call: null, "throws", or anything else, which waits for <see cref="Answer"/>.</summary>
    public string? Fault { get; set; }

    public bool IsDurable => false;

    public void Answer() => Interlocked.Exchange(ref _answer, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    public ValueTask<UsageOutcome> AddAsync(UsageAccess access, UsageEvent usage, UsageReservation? reservation, CancellationToken cancellationToken) =>
        AfterAsync(() => Inner.AddAsync(access, usage, reservation, cancellationToken));

    public ValueTask<UsageReport> ReadAsync(UsageAccess access, UsageQuery query, CancellationToken cancellationToken) => AfterAsync(() => Inner.ReadAsync(access, query, cancellationToken));

    public ValueTask<UsageStanding> StandAsync(UsageAccess access, DateOnly day, CancellationToken cancellationToken) => AfterAsync(() => Inner.StandAsync(access, day, cancellationToken));

    public ValueTask<UsageStanding?> ReserveAsync(UsageAccess access, DateOnly day, UsageAmounts amounts, UsageAmounts limit, CancellationToken cancellationToken) =>
        AfterAsync(() => Inner.ReserveAsync(access, day, amounts, limit, cancellationToken));

    public async ValueTask ReleaseAsync(UsageReservation reservation, CancellationToken cancellationToken) => await AfterAsync(async () =>
    {
        await Inner.ReleaseAsync(reservation, cancellationToken);
        Interlocked.Increment(ref _released);
        return true;
    });

    public ValueTask<bool> NoteWarningAsync(UsageAccess access, DateOnly day, UsageMeasure measure, CancellationToken cancellationToken) =>
        AfterAsync(() => Inner.NoteWarningAsync(access, day, measure, cancellationToken));

    private async ValueTask<T> AfterAsync<T>(Func<ValueTask<T>> call)
    {
        switch (Fault)
        {
            case null:
                break;
            case "throws":
                throw new IOException("The store is gone.");
            default:
                await _answer.Task;
                break;
        }

        return await call();
    }
}
