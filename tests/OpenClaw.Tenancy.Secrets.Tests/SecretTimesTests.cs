using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>The times of a secret are bound into its sealed values: who can write to the vault moves none of them.</summary>
public sealed class SecretTimesTests : IDisposable
{
    private readonly WatchedVault _vault = new();
    private readonly SecretWorld _world;

    public SecretTimesTests() => _world = new SecretWorld(vault: _vault);

    [Fact]
    public async Task Version_that_was_rotated_stays_open_to_its_own_end_and_its_value_is_bound_to_it()
    {
        await RotateAsync(TimeSpan.FromMinutes(10));
        StoredSecretVersion before = (await StoredAsync()).Versions[0];
        Assert.Equal(_world.World.Time.Now.AddMinutes(10).UtcTicks, before.RetiresTicks);
        Assert.Equal("one", await _world.Read(TestWorld.Acme, 1));
        foreach (long? other in (long?[])[before.RetiresTicks + 1, before.RetiresTicks - 1, before.RetiresTicks + TimeSpan.TicksPerDay, null])
        {
            _vault.Secret = s => s with { Versions = [s.Versions[0] with { RetiresTicks = other }, s.Versions[1]] };
            Assert.Equal("Unreadable", await _world.Read(TestWorld.Acme, 1));
            Assert.Equal("two", await _world.Read(TestWorld.Acme));
        }

        // What it was sealed with before, it does not open with any more.
        _vault.Secret = static s => s;
        _world.World.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("Retired", await _world.Read(TestWorld.Acme, 1));
    }

    [Fact]
    public async Task Version_whose_next_one_was_taken_away_is_not_the_current_one_again()
    {
        await RotateAsync(TimeSpan.FromMinutes(10));
        _vault.Secret = static s => s with { Versions = [s.Versions[0]] };
        Assert.Equal("Unreadable", await _world.Read(TestWorld.Acme));
        Assert.Equal("Unreadable", await _world.Read(TestWorld.Acme, 1));
        Assert.Equal("NotFound", await _world.Read(TestWorld.Acme, 2));
        Assert.Equal(SecretState.Revoked, Assert.Single((await _world.Writer.ListAsync(_world.Admin(TestWorld.Acme), null, 10, CancellationToken.None)).Secrets).State);

        _vault.Secret = static s => s with { Versions = [s.Versions[0] with { RetiresTicks = null }] };
        Assert.Equal("Unreadable", await _world.Read(TestWorld.Acme));
        _vault.Secret = static s => s with { Versions = [s.Versions[1], s.Versions[0]] };
        Assert.Equal("Unreadable", await _world.Read(TestWorld.Acme));
        Assert.Equal("Unreadable", await _world.Read(TestWorld.Acme, 2));
    }

    [Fact]
    public async Task Rotation_of_what_does_not_open_changes_nothing_and_putting_takes_its_place()
    {
        await _world.Put(TestWorld.Acme, "one");
        _vault.Secret = static s => s with { CreatedTicks = s.CreatedTicks + 1 };
        StoredSecret before = await StoredAsync();
        Assert.Equal(SecretFault.Unreadable, (await RotateCoreAsync(TimeSpan.FromMinutes(10))).Fault);
        Assert.Equal(VaultText.Write(before), VaultText.Write(await StoredAsync()));

        Assert.Equal(2, (await _world.Put(TestWorld.Acme, "two")).Version);
        _vault.Secret = static s => s;
        Assert.Equal("two", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Version_that_is_closed_at_once_keeps_no_value()
    {
        await RotateAsync(TimeSpan.Zero);
        Assert.Null((await StoredAsync()).Versions[0].Envelope);
        Assert.Equal("Retired", await _world.Read(TestWorld.Acme, 1));
        Assert.Equal("two", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Later_rotation_leaves_the_end_of_an_older_version_as_it_was()
    {
        await RotateAsync(TimeSpan.FromMinutes(2));
        StoredSecretVersion before = (await StoredAsync()).Versions[0];
        _world.World.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, (await RotateCoreAsync(TimeSpan.FromMinutes(3))).Version);
        Assert.Equal(before, (await StoredAsync()).Versions[0]);
        Assert.Equal("one", await _world.Read(TestWorld.Acme, 1));
        Assert.Equal("two", await _world.Read(TestWorld.Acme, 2));

        // Putting closes both.
        await _world.Put(TestWorld.Acme, "four");
        Assert.Equal("Retired", await _world.Read(TestWorld.Acme, 1));
        Assert.Equal("Retired", await _world.Read(TestWorld.Acme, 2));
        Assert.Equal("four", await _world.Read(TestWorld.Acme));
    }

    [Fact]
    public async Task Revoking_takes_no_key()
    {
        await RotateAsync(TimeSpan.FromMinutes(10));
        _world.World.Time.Advance(TimeSpan.FromMinutes(6));
        var wrapper = new ScriptedWrapper { Unwrap = static _ => throw new IOException("The service is down.") };
        using var world = new SecretWorld(vault: _vault, build: b => b.UseSecretKeyWrapper(_ => wrapper), time: _world.World.Time);
        Assert.Equal("Unreadable", await world.Read(TestWorld.Acme));
        foreach (int version in (int[])[1, 2])
        {
            Assert.True((await world.Writer.RevokeAsync(world.Admin(TestWorld.Acme), SecretWorld.Name, version, CancellationToken.None)).IsDone);
            Assert.Equal("Revoked", await world.Read(TestWorld.Acme, version));
        }

        Assert.All((await StoredAsync()).Versions, static v => Assert.Null(v.Envelope));
        Assert.Equal("Revoked", await world.Read(TestWorld.Acme));
        Assert.Empty(wrapper.Unwrapped);
    }

    public void Dispose()
    {
        _world.Dispose();
        _vault.Dispose();
    }

    private async Task<StoredSecret> StoredAsync() => (await _vault.FindAsync(VaultUnderTest.Access(), "openai", CancellationToken.None))!;

    private async Task RotateAsync(TimeSpan overlap)
    {
        await _world.Put(TestWorld.Acme, "one");
        Assert.Equal(2, (await RotateCoreAsync(overlap)).Version);
    }

    private async Task<SecretChange> RotateCoreAsync(TimeSpan overlap) => await _world.Writer.RotateAsync(
        _world.Admin(TestWorld.Acme), SecretWorld.Name, "two"u8.ToArray(), new SecretRotateOptions { Overlap = overlap }, CancellationToken.None);
}
