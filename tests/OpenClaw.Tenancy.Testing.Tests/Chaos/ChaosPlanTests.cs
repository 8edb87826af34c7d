using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>Each fault, in each shape of call.</summary>
public sealed class ChaosPlanTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_rule_everything_passes_and_is_counted()
    {
        var plan = new ChaosPlan();
        IShelf shelf = plan.Before<IShelf>(new Shelf());

        Assert.True(shelf.IsDurable);
        Assert.Equal("one of 2", await shelf.FindAsync("one", Stop));
        Assert.Equal(3, await shelf.AddAsync("three", Stop));
        await shelf.TouchAsync(Stop);
        await shelf.CloseAsync();
        Assert.Equal(["one", "two", "three"], await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Equal(3, shelf.Count());
        shelf.Clear();
        Assert.Equal((7, 0), (plan.Calls, plan.Happened.Count));
    }

    [Fact]
    public async Task A_call_that_throws_was_not_done()
    {
        var plan = new ChaosPlan { Exception = static () => new IOException("c4n4ry") };
        IShelf shelf = plan.Always(ChaosFault.Throw).Before<IShelf>(new Shelf());

        Assert.Equal("c4n4ry", (await Assert.ThrowsAsync<IOException>(async () => await shelf.FindAsync("one", Stop))).Message);
        await Assert.ThrowsAsync<IOException>(() => shelf.AddAsync("three", Stop));
        await Assert.ThrowsAsync<IOException>(() => shelf.TouchAsync(Stop));
        await Assert.ThrowsAsync<IOException>(async () => await shelf.CloseAsync());
        await Assert.ThrowsAsync<IOException>(async () => await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Throws<IOException>(() => shelf.Count());
        Assert.Throws<IOException>(shelf.Clear);
        plan.IsOn = false;
        Assert.Equal(2, shelf.Count());
        Assert.Equal(7, plan.Happened.Count);
    }

    [Fact]
    public async Task A_call_whose_answer_is_lost_was_done()
    {
        var plan = new ChaosPlan();
        IShelf shelf = plan.At(1, ChaosFault.Lose, nameof(IShelf.AddAsync)).Before<IShelf>(new Shelf());

        await Assert.ThrowsAsync<IOException>(() => shelf.AddAsync("three", Stop));
        Assert.Equal(3, shelf.Count());
        Assert.Equal(4, await shelf.AddAsync("four", Stop));
        Assert.Equal(["IShelf.AddAsync: Lose"], plan.Happened);
    }

    [Fact]
    public async Task A_stale_answer_is_the_first_one_of_the_same_question()
    {
        IShelf shelf = new ChaosPlan().From(2, ChaosFault.Stale, nameof(IShelf.FindAsync)).Before<IShelf>(new Shelf());

        Assert.Equal("one of 2", await shelf.FindAsync("one", Stop));
        await shelf.AddAsync("three", Stop);
        Assert.Equal("one of 2", await shelf.FindAsync("one", CancellationToken.None));
        Assert.Equal("two of 3", await shelf.FindAsync("two", Stop));
    }

    [Fact]
    public async Task A_duplicate_call_is_done_twice()
    {
        var real = new Shelf();
        IShelf shelf = new ChaosPlan().Always(ChaosFault.Duplicate).Before<IShelf>(real);

        Assert.Equal(4, await shelf.AddAsync("three", Stop));
        await shelf.TouchAsync(Stop);
        Assert.Equal(2, real.Touches);
    }

    [Fact]
    public async Task A_cancelled_call_was_cancelled_by_nobody()
    {
        IShelf shelf = new ChaosPlan().Always(ChaosFault.Cancel).Before<IShelf>(new Shelf());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await shelf.FindAsync("one", CancellationToken.None));
        Assert.ThrowsAny<OperationCanceledException>(() => shelf.Count());
    }

    [Fact]
    public async Task Nothing_is_null_false_or_zero()
    {
        IShelf shelf = new ChaosPlan().Always(ChaosFault.Nothing).Before<IShelf>(new Shelf());

        Assert.Null(await shelf.FindAsync("one", Stop));
        Assert.Equal(0, await shelf.AddAsync("three", Stop));
        Assert.Empty(await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Equal(0, shelf.Count());
    }

    [Fact]
    public async Task A_slow_call_answers_when_its_delay_is_over()
    {
        var time = new ManualTime();
        IShelf shelf = new ChaosPlan { Time = time, Delay = TimeSpan.FromMinutes(1) }.Always(ChaosFault.Slow).Before<IShelf>(new Shelf());

        Task<string?> finding = shelf.FindAsync("one", Stop).AsTask();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(finding.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("one of 2", await finding);
    }

    [Fact]
    public async Task A_call_that_hangs_ends_when_it_is_cancelled()
    {
        IShelf shelf = new ChaosPlan().Always(ChaosFault.Hang).Before<IShelf>(new Shelf());
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await shelf.FindAsync("one", patience.Token));
    }

    [Fact]
    public void The_rule_that_was_added_last_counts()
    {
        IShelf shelf = new ChaosPlan().Always(ChaosFault.Throw).From(2, ChaosFault.Nothing).Before<IShelf>(new Shelf());

        Assert.Throws<IOException>(() => shelf.Count());
        Assert.Equal(0, shelf.Count());
    }

    [Fact]
    public void The_same_seed_scatters_the_same_faults()
    {
        Assert.Equal(Scattered(7), Scattered(7));
        Assert.InRange(Scattered(7).Count(static f => f), 10, 60);
        static bool[] Scattered(long seed)
        {
            IShelf shelf = new ChaosPlan().Scattered(seed, 4, ChaosFault.Nothing).Before<IShelf>(new Shelf());
            return [.. Enumerable.Range(0, 120).Select(_ => shelf.Count() == 0)];
        }
    }

    [Fact]
    public void What_is_no_interface_is_refused() =>
        Assert.Contains("is no interface", Assert.Throws<ArgumentException>(() => new ChaosPlan().Before(new Shelf())).Message, StringComparison.Ordinal);
}
