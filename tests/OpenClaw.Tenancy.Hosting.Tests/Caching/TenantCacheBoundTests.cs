using Microsoft.Extensions.Caching.Memory;
using OpenClaw.Tenancy.Hosting.Caching;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Caching;

/// <summary>Names that somebody invents cost nobody else a place, and do not fill the memory.</summary>
public sealed class TenantCacheBoundTests
{
    [Fact]
    public void Five_thousand_invented_names_leave_the_tenants_share_and_no_more()
    {
        using var world = new CacheWorld(static o => o.MaxEntriesPerTenant = 100);
        TenantCacheView quiet = world.Of(TestWorld.Globex);
        quiet.Set("k", "a", "mine", CacheWorld.Minute);
        TenantCacheView noisy = world.Of(TestWorld.Acme);
        for (int i = 0; i < 5_000; i++)
        {
            noisy.Set("k", $"invented-{i}", i, CacheWorld.Minute);
        }

        Assert.Equal(101, world.Memory.Count);
        Assert.True(quiet.TryGet("k", "a", out string? _));
        Assert.False(noisy.TryGet("k", "invented-4899", out int _));
        Assert.True(noisy.TryGet("k", "invented-4900", out int _));
    }

    [Fact]
    public void When_all_places_are_taken_each_tenant_pays_with_its_own_oldest()
    {
        using var world = new CacheWorld(static o => (o.MaxEntries, o.MaxEntriesPerTenant) = (4, 3));
        (TenantCacheView acme, TenantCacheView globex, TenantCacheView initech) = (world.Of(TestWorld.Acme), world.Of(TestWorld.Globex), world.Of(TestWorld.Initech));
        foreach (string key in (string[])["1", "2", "3"])
        {
            acme.Set("k", key, key, CacheWorld.Minute);
        }

        globex.Set("k", "1", "1", CacheWorld.Minute);
        globex.Set("k", "2", "2", CacheWorld.Minute);
        initech.Set("k", "1", "1", CacheWorld.Minute);

        Assert.Equal(4, world.Memory.Count);
        Assert.All(["1", "2", "3"], key => Assert.True(acme.TryGet("k", key, out string? _)));
        Assert.False(globex.TryGet("k", "1", out string? _));
        Assert.True(globex.TryGet("k", "2", out string? _));
        Assert.False(initech.TryGet("k", "1", out string? _));
    }

    [Fact]
    public void What_has_ended_or_was_removed_gives_its_place_back()
    {
        using var world = new CacheWorld(static o => (o.MaxEntries, o.MaxEntriesPerTenant) = (2, 2));
        (TenantCacheView acme, TenantCacheView globex) = (world.Of(TestWorld.Acme), world.Of(TestWorld.Globex));
        acme.Set("k", "1", 1, CacheWorld.Minute);
        acme.Set("k", "2", 2, CacheWorld.Minute);
        acme.Remove("k", "1");
        acme.Remove("k", "1");
        globex.Set("k", "1", 1, CacheWorld.Minute);
        Assert.True(acme.TryGet("k", "2", out int _) && globex.TryGet("k", "1", out int _));

        world.World.Time.Advance(CacheWorld.Minute);
        TenantCacheView initech = world.Of(TestWorld.Initech);
        initech.Set("k", "1", 1, CacheWorld.Minute);
        initech.Set("k", "2", 2, CacheWorld.Minute);

        Assert.Equal(2, world.Memory.Count);
        Assert.True(initech.TryGet("k", "1", out int _) && initech.TryGet("k", "2", out int _));
    }

    [Fact]
    public void An_entry_that_is_set_again_keeps_one_place_and_becomes_the_newest()
    {
        using var world = new CacheWorld(static o => o.MaxEntriesPerTenant = 2);
        TenantCacheView acme = world.Of(TestWorld.Acme);
        acme.Set("k", "1", 1, CacheWorld.Minute);
        acme.Set("k", "2", 2, CacheWorld.Minute);
        acme.Set("k", "1", 11, CacheWorld.Minute);
        acme.Set("k", "3", 3, CacheWorld.Minute);

        Assert.True(acme.TryGet("k", "1", out int one));
        Assert.Equal(11, one);
        Assert.False(acme.TryGet("k", "2", out int _));
    }

    [Fact]
    public void A_compaction_of_the_hosts_cache_takes_no_tenants_entries()
    {
        using var world = new CacheWorld();
        world.Of(TestWorld.Acme).Set("k", "1", 1, CacheWorld.Minute);
        world.Memory.Compact(1.0);

        Assert.True(world.Of(TestWorld.Acme).TryGet("k", "1", out int _));
    }

    [Fact]
    public void Many_threads_leave_no_more_than_the_bounds()
    {
        using var world = new CacheWorld(static o => (o.MaxEntries, o.MaxEntriesPerTenant) = (50, 30));
        TenantCacheView[] views = [world.Of(TestWorld.Acme), world.Of(TestWorld.Globex), world.Of(TestWorld.Initech)];
        Parallel.For(0, 6_000, i =>
        {
            TenantCacheView view = views[i % 3];
            view.Set("k", $"{i % 97}", (i % 3, i % 97), CacheWorld.Minute);
            if (view.TryGet("k", $"{(i * 7) % 97}", out (int Tenant, int Key) found))
            {
                Assert.Equal((i % 3, (i * 7) % 97), found);
            }

            if (i % 5 == 0)
            {
                view.Remove("k", $"{i % 31}");
            }
        });

        Assert.InRange(world.Memory.Count, 1, 50);
    }
}
