using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Keys;

/// <summary>Data keys in memory are bounded, are found by what the vault holds alone, and are zeros once they have left.</summary>
public sealed class DataKeyCacheTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly ManualTime _time = new();
    private readonly DataKeyCache _cache;

    public DataKeyCacheTests() => _cache = new DataKeyCache(max: 3, Lifetime, _time);

    [Fact]
    public void Array_that_a_key_was_made_of_is_zero()
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(32);
        byte[] copy = [.. bytes];
        var key = new DataKey(bytes);
        Assert.True(IsZero(bytes));
        Assert.Equal(copy, key.Bytes.ToArray());
        key.Release();
        Assert.True(IsZero(key.Bytes));
    }

    [Fact]
    public void Key_is_zero_when_its_time_is_over_and_not_before()
    {
        ReadOnlyMemory<byte> key = Keep("acme", "k1");
        _time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.False(IsZero(key));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.True(IsZero(key));
        Assert.Null(Hold("acme", "k1"));
    }

    [Fact]
    public void Being_used_does_not_lengthen_its_time()
    {
        ReadOnlyMemory<byte> key = Keep("acme", "k1");
        _time.Advance(Lifetime / 2);
        Hold("acme", "k1")!.Release();
        _time.Advance(Lifetime / 2);
        Assert.True(IsZero(key));
    }

    [Fact]
    public void Key_that_is_held_is_zero_when_the_last_one_lets_it_go()
    {
        ReadOnlyMemory<byte> bytes = Keep("acme", "k1");
        DataKey one = Hold("acme", "k1")!;
        DataKey other = Hold("acme", "k1")!;
        _time.Advance(Lifetime);
        Assert.Null(Hold("acme", "k1"));
        one.Release();
        Assert.False(IsZero(bytes));
        other.Release();
        Assert.True(IsZero(bytes));
        Assert.False(other.TryHold());
    }

    [Fact]
    public void Over_its_bound_the_one_that_was_unused_for_longest_leaves()
    {
        ReadOnlyMemory<byte>[] keys = [Keep("acme", "k1"), Keep("acme", "k2"), Keep("globex", "k1")];
        Hold("acme", "k1")!.Release();
        ReadOnlyMemory<byte> next = Keep("globex", "k2");
        Assert.Equal([false, true, false], keys.Select(static k => IsZero(k)));
        Assert.False(IsZero(next));
    }

    [Fact]
    public void One_in_the_place_of_another_leaves_zeros_of_that()
    {
        ReadOnlyMemory<byte> before = Keep("acme", "k1");
        ReadOnlyMemory<byte> now = Keep("acme", "k1");
        Assert.True(IsZero(before));
        Assert.False(IsZero(now));

        // The end of the one before ends nothing of this one.
        _time.Advance(Lifetime - TimeSpan.FromSeconds(1));
        Hold("acme", "k1")!.Release();
    }

    [Fact]
    public void Forgetting_a_tenant_leaves_zeros_of_its_keys_alone()
    {
        ReadOnlyMemory<byte>[] keys = [Keep("acme", "k1"), Keep("acme", "k2"), Keep("globex", "k1")];
        _cache.Forget("acme");
        Assert.Equal([true, true, false], keys.Select(static k => IsZero(k)));
        Assert.Null(Hold("acme", "k1"));
    }

    [Fact]
    public void Ended_cache_leaves_zeros()
    {
        ReadOnlyMemory<byte>[] keys = [Keep("acme", "k1"), Keep("globex", "k1")];
        _cache.Dispose();
        Assert.All(keys, static k => Assert.True(IsZero(k)));
    }

    [Theory]
    [InlineData("globex", "k1", "kek", "wrapped")]
    [InlineData("acme", "k2", "kek", "wrapped")]
    [InlineData("acme", "k1", "another", "wrapped")]
    [InlineData("acme", "k1", "kek", "wrapped anew")]
    public void Nothing_is_found_by_anything_else_than_what_the_vault_holds(string tenant, string keyId, string wrappedBy, string wrapped)
    {
        Keep("acme", "k1");
        Assert.Null(_cache.TryHold(tenant, keyId, wrappedBy, wrapped));
        Hold("acme", "k1")!.Release();
    }

    [Fact]
    public void Key_is_not_found_behind_its_time_though_the_timer_is_late()
    {
        var late = new LateTimers(_time);
        using var cache = new DataKeyCache(max: 3, Lifetime, late);
        var key = DataKey.New();
        cache.Keep("acme", "k1", "kek", "wrapped", key);
        key.Release();
        _time.Advance(Lifetime - TimeSpan.FromTicks(1));
        cache.TryHold("acme", "k1", "kek", "wrapped")!.Release();
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(cache.TryHold("acme", "k1", "kek", "wrapped"));
    }

    [Fact]
    public void Without_a_time_nothing_is_kept()
    {
        using var none = new DataKeyCache(max: 3, TimeSpan.Zero, _time);
        var key = DataKey.New();
        none.Keep("acme", "k1", "kek", "wrapped", key);
        Assert.Null(none.TryHold("acme", "k1", "kek", "wrapped"));
        key.Release();
        Assert.True(IsZero(key.Bytes));
    }

    public void Dispose() => _cache.Dispose();

    private static bool IsZero(ReadOnlyMemory<byte> bytes) => !bytes.Span.ContainsAnyExcept((byte)0);

    private DataKey? Hold(string tenant, string keyId) => _cache.TryHold(tenant, keyId, "kek", "wrapped");

    private ReadOnlyMemory<byte> Keep(string tenant, string keyId)
    {
        var key = DataKey.New();
        _cache.Keep(tenant, keyId, "kek", "wrapped", key);
        key.Release();
        Assert.False(IsZero(key.Bytes));
        return key.Bytes;
    }

    private sealed class LateTimers(ManualTime time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime + TimeSpan.FromDays(1), period);
    }
}
