using OpenClaw.Tenancy.Hosting.Caching;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Caching;

/// <summary>One caller of a tenant makes a value, and what befalls it befalls nobody else.</summary>
public sealed class TenantCacheFlightTests : IDisposable
{
    private readonly CacheWorld _world = new();
    private readonly TaskCompletionSource<string> _making = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _made;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Those_who_ask_together_get_one_value()
    {
        Task<string>[] all = [.. Enumerable.Range(0, 20).Select(_ => Ask(TestWorld.Acme))];
        _making.SetResult("made");

        Assert.All(await Task.WhenAll(all), static value => Assert.Equal("made", value));
        Assert.Equal("made", await Ask(TestWorld.Acme));
        Assert.Equal(1, _made);
    }

    [Fact]
    public async Task A_tenant_does_not_wait_for_another()
    {
        Task<string> waiting = Ask(TestWorld.Acme);

        Assert.Equal("quick", await _world.Of(TestWorld.Globex).GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult("quick")));
        Assert.False(waiting.IsCompleted);
        _making.SetResult("slow");
        Assert.Equal("slow", await waiting);
    }

    [Fact]
    public async Task A_fault_goes_to_those_who_wait_and_is_not_kept()
    {
        Task<string>[] all = [Ask(TestWorld.Acme), Ask(TestWorld.Acme)];
        _making.SetException(new InvalidDataException("no"));
        foreach (Task<string> one in all)
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => one);
        }

        Assert.Equal("again", await _world.Of(TestWorld.Acme).GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult("again")));
    }

    [Fact]
    public async Task Who_makes_it_and_leaves_is_followed_by_one_who_waits()
    {
        using var leaving = new CancellationTokenSource();
        Task<string> first = Ask(TestWorld.Acme, leaving.Token);
        Task<string> second = _world.Of(TestWorld.Acme).GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult("of the second")).AsTask();
        Assert.False(second.IsCompleted);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("of the second", await second);
    }

    [Fact]
    public async Task Who_waits_and_leaves_changes_nothing_for_the_others()
    {
        using var leaving = new CancellationTokenSource();
        Task<string> first = Ask(TestWorld.Acme);
        Task<string> second = Ask(TestWorld.Acme, leaving.Token);
        Task<string> third = Ask(TestWorld.Acme);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _making.SetResult("made");

        Assert.Equal(("made", "made", 1), (await first, await third, _made));
    }

    [Fact]
    public async Task A_claim_that_ends_while_it_makes_does_not_end_those_who_wait()
    {
        Task<string> first = Ask(TestWorld.Acme);
        Task<string> second = _world.Of(TestWorld.Acme).GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult("of the second")).AsTask();
        _making.SetException(new TenantScopeRequiredException("ended"));

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => first);
        Assert.Equal("of the second", await second);
    }

    [Fact]
    public async Task A_claim_that_ends_while_it_waits_gets_nothing()
    {
        Task<string> first = Ask(TestWorld.Acme);
        Task<string> second = Ask(TestWorld.Acme);
        _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone");
        _making.SetResult("made");

        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => first);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => second);
    }

    [Fact]
    public async Task What_was_removed_while_it_was_made_is_not_kept()
    {
        Task<string> first = Ask(TestWorld.Acme);
        _world.Of(TestWorld.Acme).Remove("k", "a");
        _making.SetResult("out of date");

        Assert.Equal("out of date", await first);
        Assert.False(_world.Of(TestWorld.Acme).TryGet("k", "a", out string? _));
    }

    [Fact]
    public async Task What_was_set_while_it_was_made_stays()
    {
        Task<string> first = Ask(TestWorld.Acme);
        _world.Of(TestWorld.Acme).Set("k", "a", "newer", CacheWorld.Minute);
        _making.SetResult("out of date");
        await first;

        Assert.True(_world.Of(TestWorld.Acme).TryGet("k", "a", out string? found));
        Assert.Equal("newer", found);
    }

    [Fact]
    public async Task Values_of_two_types_under_one_name_do_not_meet()
    {
        Task<string> first = Ask(TestWorld.Acme);

        Assert.Equal(7, await _world.Of(TestWorld.Acme).GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult(7)));
        _making.SetResult("made");
        Assert.Equal("made", await first);
    }

    [Fact]
    public async Task A_maker_that_throws_at_once_leaves_nothing_behind()
    {
        TenantCacheView acme = _world.Of(TestWorld.Acme);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await acme.GetOrCreateAsync<string>("k", "a", CacheWorld.Minute, static _ => throw new InvalidDataException()));

        Assert.Equal("fine", await acme.GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult("fine")));
    }

    private Task<string> Ask(TenantId tenant, CancellationToken cancellationToken = default) =>
        _world.Of(tenant).GetOrCreateAsync("k", "a", CacheWorld.Minute, MakeAsync, cancellationToken).AsTask();

    private async ValueTask<string> MakeAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _made);
        return await _making.Task.WaitAsync(cancellationToken);
    }
}
