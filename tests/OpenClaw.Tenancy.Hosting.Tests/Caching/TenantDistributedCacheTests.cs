using System.Security.Cryptography;
using System.Text;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Caching;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Caching;

/// <summary>A store between processes, in which anything may lie: what is not the tenant's own entry, whole, is absent.</summary>
public sealed class TenantDistributedCacheTests : IDisposable
{
    private const string Slot = "tenants/{acme}/cache/k/a";
    private static readonly byte[] Value = Encoding.UTF8.GetBytes("of acme");

    private readonly CacheWorld _world = new(static o => o.MaxValueBytes = 64);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_tenant_finds_its_own_and_no_other_does()
    {
        await Acme.SetAsync("k", "a", Value, CacheWorld.Minute);

        Assert.Equal([Slot], _world.Store.Entries.Keys);
        Assert.Equal(CacheWorld.Minute, _world.Store.LastOptions!.AbsoluteExpirationRelativeToNow);
        Assert.Equal(Value, (await Acme.GetAsync("k", "a"))!.Value.ToArray());
        Assert.Null(await _world.StoreOf(TestWorld.Globex).GetAsync("k", "a"));
        Assert.Null(await Acme.GetAsync("k", "b"));
        await _world.StoreOf(TestWorld.Globex).RemoveAsync("k", "a");
        Assert.NotNull(await Acme.GetAsync("k", "a"));
        await Acme.RemoveAsync("k", "a");
        Assert.Null(await Acme.GetAsync("k", "a"));
        Assert.Equal(0, _world.Distributed.RefusedEntries);
    }

    [Fact]
    public async Task An_empty_value_is_a_value()
    {
        await Acme.SetAsync("k", "a", default, CacheWorld.Minute);

        Assert.Equal(0, (await Acme.GetAsync("k", "a"))!.Value.Length);
    }

    [Fact]
    public async Task What_was_copied_under_another_tenants_or_another_key_is_absent_removed_counted_and_logged()
    {
        await _world.StoreOf(TestWorld.Globex).SetAsync("k", "a", Encoding.UTF8.GetBytes("of globex"), CacheWorld.Minute);
        byte[] foreign = _world.Store.Entries["tenants/{globex}/cache/k/a"];
        await Acme.SetAsync("k", "b", Value, CacheWorld.Minute);
        byte[] other = _world.Store.Entries["tenants/{acme}/cache/k/b"];

        foreach (byte[] planted in (byte[][])[foreign, other])
        {
            _world.Store.Entries[Slot] = planted;
            Assert.Null(await Acme.GetAsync("k", "a"));
            Assert.DoesNotContain(Slot, _world.Store.Entries.Keys);
        }

        Assert.Equal(2, _world.Distributed.RefusedEntries);
        Assert.All(_world.Log.Lines, static line => Assert.Equal(2107, line.Id));
        Assert.DoesNotContain(_world.Log.Lines, static line => line.Text.Contains("globex", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_cut_off_or_changed_anywhere_is_absent_and_throws_nothing()
    {
        await Acme.SetAsync("k", "a", Value, CacheWorld.Minute);
        byte[] whole = _world.Store.Entries[Slot];
        IEnumerable<byte[]> cut = Enumerable.Range(0, whole.Length).Select(length => whole[..length]);
        IEnumerable<byte[]> changed = Enumerable.Range(0, whole.Length * 8).Select(bit =>
        {
            byte[] copy = [.. whole];
            copy[bit >> 3] ^= (byte)(1 << (bit & 7));
            return copy;
        });
        IEnumerable<byte[]> garbage = Enumerable.Range(0, 2_000).Select(static length => RandomNumberGenerator.GetBytes(length % 257));
        byte[][] all = [.. cut, .. changed, .. garbage, [.. whole, 0], [.. whole, .. whole], new byte[1_000_000]];

        foreach (byte[] planted in all)
        {
            _world.Store.Entries[Slot] = planted;
            Assert.Null(await Acme.GetAsync("k", "a"));
        }

        Assert.Equal(all.Length, _world.Distributed.RefusedEntries);
    }

    [Fact]
    public async Task A_store_that_cannot_remove_what_is_refused_changes_nothing()
    {
        _world.Store.Entries[Slot] = [1, 2, 3];
        _world.Store.RefusesToRemove = true;

        Assert.Null(await Acme.GetAsync("k", "a"));
        Assert.Equal("made", await Made());
    }

    [Fact]
    public async Task An_entry_ends_at_its_moment_though_the_store_keeps_it()
    {
        await Acme.SetAsync("k", "a", Value, CacheWorld.Minute);
        _world.World.Time.Advance(CacheWorld.Minute);

        Assert.Null(await Acme.GetAsync("k", "a"));
        Assert.Equal(0, _world.Distributed.RefusedEntries);
    }

    [Fact]
    public async Task A_value_that_is_too_long_is_refused_or_not_kept()
    {
        Assert.Contains("MaxValueBytes", (await Assert.ThrowsAsync<ArgumentException>(() => Acme.SetAsync("k", "a", new byte[65], CacheWorld.Minute))).Message, StringComparison.Ordinal);
        Assert.Equal(65, (await Acme.GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult<ReadOnlyMemory<byte>>(new byte[65]))).Length);
        Assert.Empty(_world.Store.Entries);
        await Acme.SetAsync("k", "a", new byte[64], CacheWorld.Minute);
        Assert.NotNull(await Acme.GetAsync("k", "a"));
    }

    [Fact]
    public async Task A_view_is_closed_with_its_tenant()
    {
        TenantDistributedCacheView view = Acme;
        await view.SetAsync("k", "a", Value, CacheWorld.Minute);
        _world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);

        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await view.GetAsync("k", "a"));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => view.SetAsync("k", "a", Value, CacheWorld.Minute));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => view.RemoveAsync("k", "a"));
        await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await view.GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => default));
    }

    [Fact]
    public async Task Those_who_ask_together_get_one_value_and_a_removal_meanwhile_keeps_it_out()
    {
        var making = new TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously);
        int made = 0;
        Task<ReadOnlyMemory<byte>>[] all = [.. Enumerable.Range(0, 5).Select(_ => Acme.GetOrCreateAsync("k", "a", CacheWorld.Minute, async _ =>
        {
            Interlocked.Increment(ref made);
            return await making.Task;
        }).AsTask())];
        await Acme.RemoveAsync("k", "a");
        making.SetResult(Value);

        Assert.All(await Task.WhenAll(all), static value => Assert.Equal(Value, value.ToArray()));
        Assert.Equal(1, made);
        Assert.Empty(_world.Store.Entries);
    }

    [Fact]
    public async Task A_removal_while_the_store_takes_the_value_wins_also_when_the_maker_leaves_then()
    {
        using var leaving = new CancellationTokenSource();
        _world.Store.OnSet = () =>
        {
            Assert.True(Acme.RemoveAsync("k", "a").IsCompletedSuccessfully);
            leaving.Cancel();
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await Acme.GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult<ReadOnlyMemory<byte>>(Value), leaving.Token));

        Assert.Empty(_world.Store.Entries);
    }

    private TenantDistributedCacheView Acme => _world.StoreOf(TestWorld.Acme);

    private async Task<string> Made() => Encoding.UTF8.GetString(
        (await Acme.GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes("made")))).Span);
}
