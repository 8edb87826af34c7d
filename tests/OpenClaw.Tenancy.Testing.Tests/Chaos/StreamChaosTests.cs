using OpenClaw.Tenancy.Testing.Chaos;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>What a fault is for a stream, whose items come one after the other.</summary>
public sealed class StreamChaosTests : IDisposable
{
    private readonly ChaosPlan _plan = new();
    private readonly Shelf _real = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _real.Dispose();

    [Fact]
    public async Task A_stream_that_is_lost_breaks_behind_its_first_item()
    {
        IShelf shelf = _plan.Always(ChaosFault.Lose).Before<IShelf>(_real);
        List<string> seen = [];
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (string one in shelf.EachAsync())
            {
                seen.Add(one);
            }
        });
        Assert.Equal(["one"], seen);
    }

    [Fact]
    public async Task A_duplicate_stream_gives_each_item_twice()
    {
        IShelf shelf = _plan.Always(ChaosFault.Duplicate).Before<IShelf>(_real);

        Assert.Equal(["one", "one", "two", "two"], await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Equal(["IShelf.EachAsync: Duplicate"], _plan.Happened);
    }

    [Fact]
    public async Task A_stale_stream_gives_what_it_gave_when_it_was_first_read_to_its_end()
    {
        IShelf shelf = _plan.From(2, ChaosFault.Stale, nameof(IShelf.EachAsync)).Before<IShelf>(_real);

        Assert.Equal("one", await shelf.EachAsync().FirstAsync(Stop));
        await shelf.AddAsync("three", Stop);
        Assert.Equal(["one", "two", "three"], await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Empty(_plan.Happened);
        await shelf.AddAsync("four", Stop);
        Assert.Equal(["one", "two", "three"], await shelf.EachAsync().ToArrayAsync(Stop));
        Assert.Equal(["IShelf.EachAsync: Stale"], _plan.Happened);
    }

    [Theory]
    [InlineData(1000, 1)]
    [InlineData(1001, 0)]
    public async Task A_stream_that_is_too_long_to_remember_is_never_stale(int items, int happened)
    {
        for (int more = 2; more < items; more++)
        {
            await _real.AddAsync($"more {more}", Stop);
        }

        IShelf shelf = _plan.Always(ChaosFault.Stale).Before<IShelf>(_real);
        Assert.Equal(items, await shelf.EachAsync().CountAsync(Stop));
        Assert.Equal(items, await shelf.EachAsync().CountAsync(Stop));
        Assert.Equal(happened, _plan.Happened.Count);
    }

    [Fact]
    public async Task A_stream_that_hangs_ends_when_its_reading_is_cancelled()
    {
        IShelf shelf = _plan.Always(ChaosFault.Hang).Before<IShelf>(_real);
        using var patience = new CancellationTokenSource();

        Task<string[]> reading = shelf.EachAsync().ToArrayAsync(patience.Token).AsTask();
        Assert.False(reading.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(["IShelf.EachAsync: Hang"], _plan.Happened);
    }
}
