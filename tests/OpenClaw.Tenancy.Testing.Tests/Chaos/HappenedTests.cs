using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>A fault is recorded when it took effect. One that was due and could do nothing did not happen.</summary>
public sealed class HappenedTests
{
    private readonly ChaosPlan _plan = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_an_earlier_answer_nothing_is_stale()
    {
        IShelf shelf = _plan.Always(ChaosFault.Stale).Before<IShelf>(new Shelf());

        Assert.Equal("one of 2", await shelf.FindAsync("one", Stop));
        Assert.Equal(["one", "two"], await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Equal(2, shelf.Count());
        Assert.Equal((3, 0), (_plan.Calls, _plan.Happened.Count));
    }

    [Fact]
    public async Task A_call_that_fails_by_itself_has_no_answer_to_lose()
    {
        IShelf shelf = _plan.Always(ChaosFault.Lose).Before<IShelf>(new Shelf { FailsFrom = 1 });

        await Assert.ThrowsAsync<InvalidOperationException>(() => shelf.TouchAsync(Stop));
        Assert.Empty(_plan.Happened);
    }

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 2, 1)]
    public async Task A_call_is_a_duplicate_when_it_went_well_before(int failsFrom, int touches, int happened)
    {
        var real = new Shelf { FailsFrom = failsFrom };
        IShelf shelf = _plan.Always(ChaosFault.Duplicate).Before<IShelf>(real);

        await Assert.ThrowsAsync<InvalidOperationException>(() => shelf.TouchAsync(Stop));
        Assert.Equal((touches, happened), (real.Touches, _plan.Happened.Count));
    }

    [Fact]
    public async Task A_slow_call_is_recorded_while_it_waits()
    {
        var time = new ManualTime();
        var plan = new ChaosPlan { Time = time };
        IShelf shelf = plan.Always(ChaosFault.Slow).Before<IShelf>(new Shelf());

        Task<string?> finding = shelf.FindAsync("one", Stop).AsTask();
        Assert.Equal((false, "IShelf.FindAsync: Slow"), (finding.IsCompleted, plan.Happened.Single()));
        time.Advance(plan.Delay);
        await finding;
        Assert.Single(plan.Happened);
    }

    [Fact]
    public async Task Without_a_delay_nothing_is_slow()
    {
        var plan = new ChaosPlan { Delay = TimeSpan.Zero };
        IShelf shelf = plan.Always(ChaosFault.Slow).Before<IShelf>(new Shelf());

        Assert.Equal("one of 2", await shelf.FindAsync("one", Stop));
        Assert.Equal(2, shelf.Count());
        Assert.Empty(plan.Happened);
    }

    [Theory, InlineData(ChaosFault.Hang), InlineData(ChaosFault.Slow)]
    public async Task A_call_that_was_given_up_before_waits_for_nothing(ChaosFault fault)
    {
        IShelf shelf = _plan.Always(fault).Before<IShelf>(new Shelf());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await shelf.FindAsync("one", new CancellationToken(canceled: true)));
        Assert.Empty(_plan.Happened);
    }

    [Fact]
    public async Task A_stream_meets_its_fault_when_it_is_read_and_once()
    {
        IShelf shelf = _plan.Always(ChaosFault.Throw).Before<IShelf>(new Shelf());

        IAsyncEnumerable<string> each = shelf.EachAsync();
        Assert.Empty(_plan.Happened);
        await Assert.ThrowsAsync<IOException>(async () => await each.ToArrayAsync(Stop));
        await Assert.ThrowsAsync<IOException>(async () => await each.ToArrayAsync(Stop));
        Assert.Equal(["IShelf.EachAsync: Throw"], _plan.Happened);
    }

    [Fact]
    public async Task A_stream_of_no_items_has_none_to_give_twice()
    {
        IShelf shelf = _plan.Always(ChaosFault.Duplicate).Before<IShelf>(Empty());

        Assert.Empty(await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Empty(_plan.Happened);
    }

    [Fact]
    public async Task A_stream_of_no_items_breaks_at_its_end()
    {
        IShelf shelf = _plan.Always(ChaosFault.Lose).Before<IShelf>(Empty());

        await Assert.ThrowsAsync<IOException>(async () => await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Equal(["IShelf.EachAsync: Lose"], _plan.Happened);
    }

    private static Shelf Empty()
    {
        var shelf = new Shelf();
        shelf.Clear();
        return shelf;
    }
}
