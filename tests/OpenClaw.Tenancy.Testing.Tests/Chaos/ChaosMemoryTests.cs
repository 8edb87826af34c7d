using OpenClaw.Tenancy.Testing.Chaos;

namespace OpenClaw.Tenancy.Testing.Tests.Chaos;

/// <summary>What is remembered, to be given again when it is old.</summary>
public sealed class ChaosMemoryTests : IDisposable
{
    private readonly ChaosPlan _plan = new();
    private readonly Shelf _real = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _real.Dispose();

    [Fact]
    public async Task What_was_given_while_the_plan_was_off_is_remembered()
    {
        _plan.IsOn = false;
        IShelf shelf = _plan.Always(ChaosFault.Stale).Before<IShelf>(_real);
        await shelf.FindAsync("one", Stop);
        await shelf.AddAsync("three", Stop);
        _plan.IsOn = true;

        Assert.Equal("one of 2", await shelf.FindAsync("one", Stop));
    }

    [Fact]
    public void What_a_call_gives_by_its_arguments_is_remembered_too()
    {
        IShelf shelf = _plan.From(2, ChaosFault.Stale, nameof(IShelf.TryFind)).Before<IShelf>(_real);
        Assert.True(shelf.TryFind("one", out string? first));
        shelf.Clear();

        Assert.True(shelf.TryFind("one", out string? stale));
        Assert.Equal(("one of 2", first), (stale, stale));
        Assert.False(shelf.TryFind("two", out string? none));
        Assert.Null(none);
        Assert.Equal(["IShelf.TryFind: Stale"], _plan.Happened);
    }

    [Fact]
    public async Task What_was_lost_was_given_to_nobody()
    {
        IShelf shelf = _plan.At(1, ChaosFault.Lose).From(2, ChaosFault.Stale, nameof(IShelf.FindAsync)).Before<IShelf>(_real);
        await Assert.ThrowsAsync<IOException>(async () => await shelf.FindAsync("one", Stop));
        await _real.AddAsync("three", Stop);

        Assert.Equal("one of 3", await shelf.FindAsync("one", Stop));
        Assert.Equal(["IShelf.FindAsync: Lose"], _plan.Happened);
    }

    [Fact]
    public void What_is_stood_before_twice_is_remembered_once()
    {
        Assert.Equal(2, _plan.Always(ChaosFault.Stale).Before<IShelf>(_real).Count());
        _real.Clear();

        Assert.Equal(2, _plan.Before<IShelf>(_real).Count());
        Assert.Equal(0, new ChaosPlan().Always(ChaosFault.Stale).Before<IShelf>(_real).Count());
    }

    [Theory]
    [InlineData(999, "first of 3")]
    [InlineData(1000, "first of 4")]
    public async Task A_memory_that_is_full_forgets_the_oldest(int others, string given)
    {
        await _real.AddAsync("first", Stop);
        IShelf shelf = _plan.Before<IShelf>(_real);
        await shelf.FindAsync("first", Stop);
        for (int other = 0; other < others; other++)
        {
            await shelf.FindAsync($"other {other}", Stop);
        }

        await _real.AddAsync("more", Stop);
        _plan.Always(ChaosFault.Stale);
        Assert.Equal(given, await shelf.FindAsync("first", Stop));
    }
}
