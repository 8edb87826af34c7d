using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Approvals;

/// <summary>Whoever watches sees his tenant's events, keeps up or loses his stream, and sees nothing once he may no more.</summary>
public sealed class WatchTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly DeskWorld _world = new(static o => (o.EventBuffer, o.MaxWatchers) = (2, 2));

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Watcher_sees_the_events_of_his_tenant_and_of_no_other()
    {
        await using Stream acme = await WatchAsync(_world.Bob);
        await using Stream globex = await WatchAsync(_world.Claim("gus", TestWorld.Globex));
        Approval approval = await _world.AllowedAsync();

        Assert.Equal(("exec.approval.requested", approval.Id, ApprovalStatus.Pending), await NextAsync(acme));
        Assert.Equal(("exec.approval.resolved", approval.Id, ApprovalStatus.Allowed), await NextAsync(acme));
        Assert.False(globex.Step.IsCompleted);
        _world.World.Directory.RevokeMember(TestWorld.Globex, TestWorld.Idp, "gus");
        Assert.False(await AdvanceUntilAsync(globex.Step));
    }

    [Theory]
    [InlineData("cancelled", ApprovalStatus.Cancelled)]
    [InlineData("timed out", ApprovalStatus.Expired)]
    [InlineData("superseded", ApprovalStatus.Cancelled)]
    public async Task Watcher_sees_each_end(string end, ApprovalStatus status)
    {
        Approval approval = await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) });
        await using Stream events = await WatchAsync(_world.Bob);
        switch (end)
        {
            case "cancelled":
                await _world.Desk.CancelAsync(await _world.PermitAsync(_world.Alice, _world.Desk.Cancel, _world.Run), _world.Run, approval.Id, DeskWorld.Token);
                break;
            case "timed out":
                _world.Time.Advance(TimeSpan.FromMinutes(1));
                await _world.FindAsync(approval.Id);
                break;
            default:
                await _world.AskAsync(new ApprovalRequest(new ProposedAction("another")) { Supersedes = approval.Id });
                break;
        }

        Assert.Equal(("exec.approval.resolved", approval.Id, status), await NextAsync(events));
    }

    [Fact]
    public async Task Stream_ends_when_the_permit_dies_and_shows_nothing_that_was_waiting()
    {
        await using Stream events = await WatchAsync(_world.Bob);
        await _world.PendingAsync();
        Assert.True(await events.Step.WaitAsync(Guard, DeskWorld.Token));
        await _world.PendingAsync();
        _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "bob");

        Assert.False(await events.NextAsync());
    }

    [Fact]
    public async Task Slow_reader_loses_the_stream_and_not_the_memory()
    {
        await using Stream events = await WatchAsync(_world.Bob);
        await _world.PendingAsync();
        Assert.True(await events.Step.WaitAsync(Guard, DeskWorld.Token));
        for (int i = 0; i < 3; i++)
        {
            await _world.PendingAsync();
        }

        Assert.True(await events.NextAsync());
        Assert.True(await events.NextAsync());
        await Assert.ThrowsAsync<ApprovalStreamLostException>(events.NextAsync);
    }

    [Fact]
    public async Task Tenant_has_no_more_watchers_than_it_may()
    {
        await using Stream one = await WatchAsync(_world.Bob);
        await using Stream two = await WatchAsync(_world.Bob);
        Stream three = await WatchAsync(_world.Bob);
        await Assert.ThrowsAsync<ApprovalStreamLostException>(() => three.Step);
        await using Stream other = await WatchAsync(_world.Claim("gus", TestWorld.Globex));
        Assert.False(other.Step.IsCompleted);

        await two.DisposeAsync();
        await using Stream again = await WatchAsync(_world.Bob);
        Assert.False(again.Step.IsCompleted);
    }

    [Fact]
    public async Task Run_waits_for_the_answer()
    {
        Approval approval = await _world.PendingAsync();
        Task<Approval?> waiting = await WaitAsync(approval);
        Assert.False(waiting.IsCompleted);

        await _world.AnswerAsync(approval, "deny");

        Assert.Equal(ApprovalStatus.Denied, (await waiting.WaitAsync(Guard, DeskWorld.Token))!.Status);
    }

    [Fact]
    public async Task Run_waits_until_the_end_and_no_longer()
    {
        Task<Approval?> waiting = await WaitAsync(await _world.PendingAsync(new ApprovalRequest(DeskWorld.Action) { Lifetime = TimeSpan.FromMinutes(1) }));

        Assert.Equal(ApprovalStatus.Expired, (await AdvanceUntilAsync(waiting))!.Status);
    }

    [Fact]
    public async Task Run_whose_authority_ends_waits_no_more()
    {
        Task<Approval?> waiting = await WaitAsync(await _world.PendingAsync());
        _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "alice");

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => AdvanceUntilAsync(waiting));
    }

    private async Task<Stream> WatchAsync(VerifiedTenantClaim claim)
    {
        var reading = CancellationTokenSource.CreateLinkedTokenSource(DeskWorld.Token);
        return new Stream(_world.Desk.WatchAsync(await _world.PermitAsync(claim, _world.Desk.Watch), reading.Token).GetAsyncEnumerator(reading.Token), reading);
    }

    private async Task<Task<Approval?>> WaitAsync(Approval approval) =>
        _world.Desk.WaitAsync(await _world.PermitAsync(_world.Alice, _world.Desk.Redeem, _world.Run), _world.Run, approval.Id, DeskWorld.Token);

    private static async Task<(string Name, ApprovalId Id, ApprovalStatus Status)> NextAsync(Stream events)
    {
        Assert.True(await events.Step.WaitAsync(Guard, DeskWorld.Token));
        ApprovalEvent happened = events.Current;
        events.Advance();
        return (happened.Name, happened.Approval.Id, happened.Approval.Status);
    }

    private async Task<T> AdvanceUntilAsync<T>(Task<T> task)
    {
        for (int i = 0; i < 2_000 && !task.IsCompleted; i++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(task, Task.Delay(1, DeskWorld.Token));
        }

        return await task.WaitAsync(Guard, DeskWorld.Token);
    }

    // A stream whose first step is taken, for that is what subscribes.
    private sealed class Stream : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<ApprovalEvent> _events;
        private readonly CancellationTokenSource _reading;

        public Stream(IAsyncEnumerator<ApprovalEvent> events, CancellationTokenSource reading)
        {
            (_events, _reading) = (events, reading);
            Step = events.MoveNextAsync().AsTask();
        }

        public Task<bool> Step { get; private set; }

        public ApprovalEvent Current => _events.Current;

        public void Advance() => Step = _events.MoveNextAsync().AsTask();

        public Task<bool> NextAsync()
        {
            Advance();
            return Step.WaitAsync(Guard, DeskWorld.Token);
        }

        public async ValueTask DisposeAsync()
        {
            await _reading.CancelAsync();
            await Step.ContinueWith(static _ => { }, TaskScheduler.Default);
            await _events.DisposeAsync();
        }
    }
}
