using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Caching;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Caching;

/// <summary>A memory cache in which no tenant meets another's entries.</summary>
public sealed class TenantCacheTests : IDisposable
{
    private readonly CacheWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void The_same_name_is_another_entry_for_each_tenant()
    {
        TenantCacheView acme = _world.Of(TestWorld.Acme);
        TenantCacheView globex = _world.Of(TestWorld.Globex);
        acme.Set("roster", "staff", "of acme", CacheWorld.Minute);

        Assert.False(globex.TryGet("roster", "staff", out string? _));
        globex.Set("roster", "staff", "of globex", CacheWorld.Minute);
        globex.Remove("roster", "other");

        Assert.True(acme.TryGet("roster", "staff", out string? found) && found == "of acme");
        Assert.True(globex.TryGet("roster", "staff", out found) && found == "of globex");
        globex.Remove("roster", "staff");
        Assert.True(acme.TryGet("roster", "staff", out found));
        Assert.False(globex.TryGet("roster", "staff", out found));
    }

    [Fact]
    public void Where_a_name_is_divided_is_part_of_it()
    {
        TenantCacheView acme = _world.Of(TestWorld.Acme);
        (string Kind, string Key)[] names =
        [
            ("mallory", "x$$y"), ("mallory$$x", "y"), ("a:b", "c"), ("a", "b:c"), ("a/b", "c"), ("a", "b/c"), ("a~2fb", "c"), ("a_b", "c"), ("A", "c"), ("a", "C"), ("a", "c"),
        ];
        foreach ((string kind, string key) in names)
        {
            acme.Set(kind, key, $"{kind} {key}", CacheWorld.Minute);
        }

        Assert.All(names, name => Assert.True(acme.TryGet(name.Kind, name.Key, out string? found) && found == $"{name.Kind} {name.Key}"));
    }

    [Fact]
    public void A_name_that_cannot_be_written_is_refused() => Assert.All(
        [("", "k"), ("k", ""), ("k", "\ud800"), ("k", new string('x', 256))],
        name => Assert.Throws<ArgumentException>(() => _world.Of(TestWorld.Acme).TryGet(name.Item1, name.Item2, out string? _)));

    [Fact]
    public void An_entry_asked_for_as_another_type_is_not_there()
    {
        TenantCacheView acme = _world.Of(TestWorld.Acme);
        acme.Set<string?>("k", "null", null, CacheWorld.Minute);
        acme.Set("k", "one", 1, CacheWorld.Minute);

        Assert.True(acme.TryGet("k", "null", out string? nothing));
        Assert.Null(nothing);
        Assert.False(acme.TryGet("k", "one", out string? _));
        Assert.False(acme.TryGet("k", "one", out object? _));
        Assert.Equal(0, _world.Cache.RefusedEntries);
    }

    [Fact]
    public void An_entry_ends_at_its_moment()
    {
        TenantCacheView acme = _world.Of(TestWorld.Acme);
        acme.Set("k", "a", 1, CacheWorld.Minute);

        _world.World.Time.Advance(CacheWorld.Minute - TimeSpan.FromTicks(1));
        Assert.True(acme.TryGet("k", "a", out int _));
        _world.World.Time.Advance(TimeSpan.FromTicks(1));
        Assert.False(acme.TryGet("k", "a", out int _));
    }

    [Fact]
    public async Task A_lifetime_out_of_range_is_refused()
    {
        TenantCacheView acme = _world.Of(TestWorld.Acme);
        foreach (TimeSpan lifetime in (TimeSpan[])[TimeSpan.Zero, -CacheWorld.Minute, TimeSpan.FromHours(1) + TimeSpan.FromTicks(1), TimeSpan.MaxValue])
        {
            Assert.Contains("MaxLifetime", Assert.Throws<ArgumentOutOfRangeException>(() => acme.Set("k", "a", 1, lifetime)).Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await acme.GetOrCreateAsync("k", "a", lifetime, static _ => ValueTask.FromResult(1)));
        }
    }

    [Fact]
    public async Task A_view_is_closed_when_its_tenant_is_suspended_its_claim_revoked_or_its_scope_over()
    {
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme, "operator.read");
        IServiceScope ended = _world.Scope(claim);
        TenantCacheView over = _world.Cache.For(ended.ServiceProvider.GetRequiredService<TenantContext>());
        TenantCacheView suspended = _world.Of(TestWorld.Globex);
        TenantCacheView revoked = _world.Of(TestWorld.Initech);
        TenantCacheView[] all = [over, suspended, revoked];
        Array.ForEach(all, static view => view.Set("k", "a", 1, CacheWorld.Minute));

        ended.Dispose();
        _world.World.Directory.SetStatus(TestWorld.Globex, TenantStatus.Suspended);
        _world.World.Directory.RevokeMember(TestWorld.Initech, TestWorld.Idp, "someone");

        foreach (TenantCacheView view in all)
        {
            Assert.Throws<TenantScopeRequiredException>(() => view.TryGet("k", "a", out int _));
            Assert.Throws<TenantScopeRequiredException>(() => view.Set("k", "a", 2, CacheWorld.Minute));
            Assert.Throws<TenantScopeRequiredException>(() => view.Remove("k", "a"));
            await Assert.ThrowsAsync<TenantScopeRequiredException>(async () => await view.GetOrCreateAsync("k", "a", CacheWorld.Minute, static _ => ValueTask.FromResult(1)));
        }

        using IServiceScope none = _world.World.Services.CreateScope();
        Assert.Throws<TenantScopeRequiredException>(() => _world.Cache.For(none.ServiceProvider.GetRequiredService<TenantContext>()).TryGet("k", "a", out int _));
    }

    [Fact]
    public void A_permit_opens_its_tenant_for_its_own_action_while_it_lives()
    {
        AccessAction read = _world.World.Engine.Action("operator.read");
        VerifiedTenantClaim claim = _world.World.Claim(TestWorld.Acme, "operator.read");
        AccessPermit permit = _world.Permit(claim, read);
        TenantCacheView view = _world.Cache.For(permit, read);
        view.Set("k", "a", 1, CacheWorld.Minute);

        Assert.True(_world.Of(TestWorld.Acme).TryGet("k", "a", out int _));
        Assert.False(_world.Of(TestWorld.Globex).TryGet("k", "a", out int _));
        Assert.Throws<TenantScopeRequiredException>(() => _world.Cache.For(permit, _world.World.Engine.Action("operator.write")).TryGet("k", "a", out int _));
        Assert.Throws<TenantScopeRequiredException>(() => _world.Cache.For(permit, read, "other").TryGet("k", "a", out int _));
        _world.World.Directory.RevokeMember(TestWorld.Acme, TestWorld.Idp, "someone");
        Assert.Throws<TenantScopeRequiredException>(() => view.TryGet("k", "a", out int _));
    }

    [Fact]
    public void What_a_cache_gives_for_another_tenants_key_is_absent_removed_counted_and_logged()
    {
        var mixed = new MixedUpCache();
        using var world = new CacheWorld(memory: mixed);
        world.Of(TestWorld.Acme).Set("k", "a", "of acme", CacheWorld.Minute);

        Assert.False(world.Of(TestWorld.Globex).TryGet("k", "a", out string? found));
        Assert.Null(found);
        Assert.False(world.Of(TestWorld.Acme).TryGet("k", "b", out found));
        Assert.Equal((2L, 2), (world.Cache.RefusedEntries, mixed.Removed));
        mixed.Value = "put there by somebody";
        Assert.False(world.Of(TestWorld.Acme).TryGet("k", "a", out found));
        Assert.Equal(3, world.Cache.RefusedEntries);
        Assert.All(world.Log.Lines, static line => Assert.Equal((2107, LogLevel.Error), (line.Id, line.Level)));
        Assert.Equal(3, world.Log.Lines.Count);
        Assert.DoesNotContain(world.Log.Lines.ToArray()[0].Text, "acme", StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_who_shares_the_memory_cache_meets_an_entry_by_text()
    {
        _world.Of(TestWorld.Acme).Set("k", "a", "of acme", CacheWorld.Minute);
        using var other = new CacheWorld(memory: _world.Memory);

        Assert.All(["a", "k:a", "tenants/acme/cache/k/a", "tenants/{acme}/cache/k/a"], text => Assert.False(_world.Memory.TryGetValue(text, out _)));
        Assert.False(other.Of(TestWorld.Acme).TryGet("k", "a", out string? _));
        Assert.All(_world.Memory.Keys, static key => Assert.False(key.GetType().IsVisible));
    }

    [Fact]
    public void There_is_no_way_to_list_or_to_name_a_tenant() => Assert.All(
        typeof(TenantCache).GetMethods().Concat(typeof(TenantCacheView).GetMethods()).Concat(typeof(TenantDistributedCache).GetMethods()).Concat(typeof(TenantDistributedCacheView).GetMethods()),
        static method =>
        {
            Assert.DoesNotContain(method.GetParameters(), static p => p.ParameterType == typeof(TenantId) || p.ParameterType.Name.Contains("StorageKey", StringComparison.Ordinal));
            Assert.False(typeof(System.Collections.IEnumerable).IsAssignableFrom(method.ReturnType) && method.ReturnType != typeof(string));
        });
}
