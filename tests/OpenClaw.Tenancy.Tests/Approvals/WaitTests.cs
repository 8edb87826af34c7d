using System.Runtime.CompilerServices;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>A run that waits learns of its own approvals alone, hears of their end at that moment, takes nobody's place, and is forgotten when it has gone.</summary>
public sealed class WaitTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(10);

    private readonly DeskWorld _world = new(static o => (o.PollInterval, o.MaxWatchers) = (TimeSpan.FromMinutes(1), 1));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task What_is_not_there_or_of_another_run_is_not_waited_for()
    {
        Approval approval = await _world.PendingAsync();

        Assert.Null(await (await WaitAsync(ApprovalId.New())).WaitAsync(Guard, DeskWorld.Token));
        Assert.Null(await (await WaitAsync(approval.Id, RunId.New())).WaitAsync(Guard, DeskWorld.Token));
    }

    [Fact]
    public async Task End_is_heard_of_at_that_moment_and_not_at_the_next_look()
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromSeconds(30) });
        Task<Approval?> waiting = await WaitAsync(approval.Id);
        _world.Time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);

        _world.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(ApprovalStatus.Expired, (await waiting.WaitAsync(Guard, DeskWorld.Token))!.Status);
    }

    [Fact]
    public async Task Run_that_waits_takes_no_place_of_those_who_watch()
    {
        Approval approval = await _world.PendingAsync();
        Task<Approval?> waiting = await WaitAsync(approval.Id);
        await using IAsyncEnumerator<ApprovalEvent> events = await WatchAsync();
        Task<bool> step = events.MoveNextAsync().AsTask();

        await _world.AnswerAsync(approval, "deny");

        Assert.True(await step.WaitAsync(Guard, DeskWorld.Token));
        Assert.Equal(ApprovalStatus.Denied, (await waiting.WaitAsync(Guard, DeskWorld.Token))!.Status);
    }

    [Fact]
    public async Task Caller_who_ends_the_waiting_is_told_that_he_did()
    {
        using var ended = new CancellationTokenSource();
        Task<Approval?> waiting = await WaitAsync((await _world.PendingAsync()).Id, cancellationToken: ended.Token);
        await ended.CancelAsync();

        OperationCanceledException fault = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Guard, DeskWorld.Token));

        Assert.Equal(ended.Token, fault.CancellationToken);
    }

    [Fact]
    public async Task Of_what_happens_after_the_waiting_nothing_is_kept()
    {
        WeakReference<ApprovalEvent> last = await LaterEventAsync();

        for (int i = 0; i < 20 && last.TryGetTarget(out _); i++)
        {
            await Task.Yield();
            GC.Collect();
        }

        Assert.False(last.TryGetTarget(out _));
    }

    // In a method of its own, so that nothing here holds the event.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference<ApprovalEvent>> LaterEventAsync()
    {
        Approval approval = await _world.PendingAsync();
        Task<Approval?> waiting = await WaitAsync(approval.Id);
        await _world.AnswerAsync(approval, "allow-once");
        await waiting.WaitAsync(Guard, DeskWorld.Token);
        await using IAsyncEnumerator<ApprovalEvent> events = await WatchAsync();
        Task<bool> step = events.MoveNextAsync().AsTask();
        await _world.Desk.CancelAsync(await _world.PermitAsync(_world.Alice, _world.Desk.Cancel, _world.Run), _world.Run, approval.Id, DeskWorld.Token);
        Assert.True(await step.WaitAsync(Guard, DeskWorld.Token));
        return new WeakReference<ApprovalEvent>(events.Current);
    }

    private async Task<IAsyncEnumerator<ApprovalEvent>> WatchAsync() =>
        _world.Desk.WatchAsync(await _world.PermitAsync(_world.Bob, _world.Desk.Watch), DeskWorld.Token).GetAsyncEnumerator(DeskWorld.Token);

    private async Task<Task<Approval?>> WaitAsync(ApprovalId id, RunId? run = null, CancellationToken cancellationToken = default) =>
        _world.Desk.WaitAsync(await _world.PermitAsync(_world.Alice, _world.Desk.Redeem, run ?? _world.Run), run ?? _world.Run, id, cancellationToken);
}
