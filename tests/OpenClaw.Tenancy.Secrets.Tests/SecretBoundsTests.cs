using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>The bounds of what a writer takes, and what it makes of a vault that answers something else than it should.</summary>
public sealed class SecretBoundsTests : IDisposable
{
    private readonly WatchedVault _vault = new();
    private readonly SecretWorld _world;

    public SecretBoundsTests() => _world = new SecretWorld(
        static o =>
        {
            o.MaxValueBytes = 8;
            o.MaxSecrets = 2;
            o.MaxVersions = 3;
        },
        _vault);

    [Fact]
    public async Task Value_over_its_bound_is_refused_before_anything_is_decided()
    {
        Assert.True((await _world.Put(TestWorld.Acme, "12345678")).IsDone);
        int before = _world.Ledger.Appended.Count;
        Assert.Equal(SecretFault.TooLarge, (await _world.Put(TestWorld.Acme, "123456789")).Fault);
        Assert.Equal(SecretFault.TooLarge, (await RotateAsync(new byte[9], null)).Fault);
        Assert.Equal(before, _world.Ledger.Appended.Count);
        Assert.Equal("12345678", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task More_secrets_than_are_allowed_are_refused_and_what_is_there_changes_on()
    {
        await _world.Put(TestWorld.Acme, "one");
        Assert.True((await PutAsync("b")).IsDone);
        Assert.Equal(SecretFault.TooMany, (await PutAsync("c")).Fault);
        Assert.True((await PutAsync("b")).IsDone);
    }

    /// <summary>Secrets at their largest are half a megabyte each, and a list says nothing of their values.</summary>
    [Fact]
    public async Task A_list_takes_the_memory_of_a_few_secrets_at_a_time()
    {
        using var vault = new WatchedVault();
        using var world = new SecretWorld(static o => o.MaxSecrets = 100, vault);
        string[] names = [.. Enumerable.Range(0, 40).Select(static i => $"n{i:00}")];
        foreach (string name in names)
        {
            Assert.True((await world.Writer.PutAsync(world.Admin(TestWorld.Acme), SecretName.From(name), new byte[] { 1 }, null, CancellationToken.None)).IsDone);
        }

        Assert.Equal(names, await ListAsync(null, 1000));
        Assert.Equal(names, await ListAsync(null, 40));
        Assert.Equal(names[..39], await ListAsync(null, 39));
        Assert.Equal(names[7..24], await ListAsync("n06", 17));
        Assert.Equal(["n39"], await ListAsync("n38", 16));
        Assert.Empty(await ListAsync("n39", 1));
        Assert.InRange(vault.LargestPage, 1, 16);

        async Task<string[]> ListAsync(string? after, int max)
        {
            SecretListing found = await world.Writer.ListAsync(world.Admin(TestWorld.Acme), after is null ? null : SecretName.From(after), max, CancellationToken.None);
            Assert.Equal(SecretFault.None, found.Fault);
            return [.. found.Secrets.Select(static s => s.Name.ToString())];
        }
    }

    [Fact]
    public async Task More_open_versions_than_are_kept_are_refused_until_one_is_closed()
    {
        await _world.Put(TestWorld.Acme, "one");
        Assert.Equal(2, (await RotateAsync("two"u8.ToArray(), TimeSpan.FromMinutes(2))).Version);
        Assert.Equal(3, (await RotateAsync("three"u8.ToArray(), TimeSpan.FromMinutes(2))).Version);
        Assert.Equal(SecretFault.TooMany, (await RotateAsync("four"u8.ToArray(), TimeSpan.FromMinutes(2))).Fault);
        Assert.Equal("one", await _world.Read(TestWorld.Acme, 1));
        _world.World.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(4, (await RotateAsync("four"u8.ToArray(), TimeSpan.FromMinutes(2))).Version);
        Assert.Equal(3, (await _vault.FindAsync(VaultUnderTest.Access(), "openai", CancellationToken.None))!.Versions.Count);
    }

    [Fact]
    public async Task Numbers_that_have_run_out_make_no_version()
    {
        await _world.Put(TestWorld.Acme, "one");
        _vault.Secret = static s => s with { Versions = [s.Versions[0] with { Number = int.MaxValue }] };
        Assert.Equal(SecretFault.TooMany, (await _world.Put(TestWorld.Acme, "two")).Fault);
    }

    [Fact]
    public async Task Misuse_is_thrown_and_changes_nothing()
    {
        await _world.Put(TestWorld.Acme, "one");
        TenantContext admin = _world.Admin(TestWorld.Acme);
        int before = _world.Ledger.Appended.Count;
        await Assert.ThrowsAsync<ArgumentException>(() => _world.Put(TestWorld.Acme, "").AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => RotateAsync([], null));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RotateAsync([1], TimeSpan.FromTicks(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => RotateAsync([1], TimeSpan.FromDays(367)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _world.Writer.ListAsync(admin, null, 0, CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _world.Writer.ListAsync(admin, null, 1001, CancellationToken.None).AsTask());
        Assert.Equal(before, _world.Ledger.Appended.Count);
        Assert.Equal("one", await _world.Read(TestWorld.Acme));
    }

    [Theory]
    [InlineData(VaultCommit.Unspecified)]
    [InlineData((VaultCommit)99)]
    public async Task Answer_that_is_none_counts_as_not_known(VaultCommit answer)
    {
        _vault.Answer = _ => answer;
        Assert.Equal(SecretFault.Unavailable, (await _world.Put(TestWorld.Acme, "one")).Fault);
    }

    [Fact]
    public async Task Keys_of_which_there_are_none_seal_nothing()
    {
        await _world.Put(TestWorld.Acme, "one");
        _vault.Keys = static k => k with { Keys = [] };
        Assert.Equal(SecretFault.Unreadable, (await _world.Put(TestWorld.Acme, "two")).Fault);
        Assert.Equal(SecretFault.Unreadable, (await _world.Writer.RotateDataKeyAsync(_world.Admin(TestWorld.Acme), CancellationToken.None)).Fault);
    }

    [Fact]
    public async Task Wrapped_key_over_its_bound_is_not_handed_to_the_service()
    {
        var wrapper = new ScriptedWrapper();
        using var world = new SecretWorld(static o => o.DataKeyLifetimeInMemory = TimeSpan.Zero, _vault, b => b.UseSecretKeyWrapper(_ => wrapper));
        await world.Put(TestWorld.Acme, "one");
        int asked = wrapper.Asked;
        _vault.Keys = static k => k with { Keys = [k.Keys[0] with { Wrapped = new string('A', 12_000) }] };
        Assert.Equal("Unreadable", await world.Read(TestWorld.Acme));
        Assert.Equal(asked, wrapper.Asked);
    }

    [Fact]
    public async Task Secret_of_a_name_that_was_removed_before_is_another_one()
    {
        await _world.Put(TestWorld.Acme, "before");
        StoredSecret before = (await _vault.FindAsync(VaultUnderTest.Access(), "openai", CancellationToken.None))!;
        await _world.Writer.RemoveAsync(_world.Admin(TestWorld.Acme), SecretWorld.Name, CancellationToken.None);
        await _world.Put(TestWorld.Acme, "now");
        _vault.Secret = s => s with { CreatedTicks = before.CreatedTicks, Versions = before.Versions };
        Assert.Equal("Unreadable", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Right_of_a_scope_is_asked_at_each_use()
    {
        var access = VaultAccess.Of(_world.Scope(TestWorld.Acme, "operator.write"));
        Assert.Equal(TestWorld.Acme, access.RequireTenant());
        _world.World.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Throws<TenantScopeRequiredException>(access.RequireTenant);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(() => _vault.FindAsync(access, "openai", CancellationToken.None).AsTask());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Clock_that_was_set_back_revives_nothing(bool wasSeen)
    {
        await _world.Put(TestWorld.Acme, "short", new SecretPutOptions { ExpiresAt = _world.World.Time.Now.AddMinutes(1) });
        if (wasSeen)
        {
            _world.World.Time.Set(TimeSpan.FromMinutes(1));
            Assert.Equal("Expired", await _world.Read(TestWorld.Acme));
            _world.World.Time.Set(TimeSpan.FromMinutes(-1));
        }
        else
        {
            _world.World.Time.Set(TimeSpan.FromSeconds(-40));
            _world.World.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("Expired", await _world.Read(TestWorld.Acme));
    }

    public void Dispose()
    {
        _world.Dispose();
        _vault.Dispose();
    }

    private async Task<SecretChange> PutAsync(string name) => await _world.Writer.PutAsync(_world.Admin(TestWorld.Acme), SecretName.From(name), new byte[] { 1 }, null, CancellationToken.None);

    private async Task<SecretChange> RotateAsync(byte[] value, TimeSpan? overlap) => await _world.Writer.RotateAsync(
        _world.Admin(TestWorld.Acme), SecretWorld.Name, value, new SecretRotateOptions { Overlap = overlap }, CancellationToken.None);
}
