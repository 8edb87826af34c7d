using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>Values and keys in memory are zeros when their use has ended, whichever way it ended.</summary>
public sealed class SecretErasureTests : IDisposable
{
    private readonly ScriptedWrapper _wrapper = new();
    private readonly List<SecretWorld> _worlds = [];

    [Fact]
    public async Task Lease_is_zero_when_its_time_is_over_whoever_holds_it()
    {
        SecretWorld world = await FilledAsync();
        SecretLease lease = await LeaseAsync(world);
        ReadOnlyMemory<byte> bytes = lease.Read();
        world.World.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.False(IsZero(bytes));
        world.World.Time.Advance(TimeSpan.FromTicks(1));
        Assert.True(IsZero(bytes));
        Assert.Throws<ObjectDisposedException>(() => lease.Read());
        lease.Dispose();
    }

    [Fact]
    public async Task Lease_is_zero_at_the_first_look_behind_the_end_of_its_value()
    {
        SecretWorld world = await FilledAsync();
        await world.Put(TestWorld.Acme, "short", new SecretPutOptions { ExpiresAt = world.World.Time.Now.AddSeconds(10) });
        using SecretLease lease = await LeaseAsync(world);
        ReadOnlyMemory<byte> bytes = lease.Read();
        world.World.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Throws<ObjectDisposedException>(() => lease.Read());
        Assert.True(IsZero(bytes));
    }

    [Fact]
    public async Task Lease_reads_no_more_once_the_claim_has_ended()
    {
        SecretWorld world = await FilledAsync(static o => o.LeaseLifetime = TimeSpan.FromMinutes(30));
        using SecretLease lease = await LeaseAsync(world);
        world.World.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Throws<TenantScopeRequiredException>(() => lease.Read());
    }

    [Theory]
    [InlineData("returns")]
    [InlineData("throws")]
    [InlineData("throws later")]
    [InlineData("is cancelled")]
    public async Task Value_is_zero_when_the_work_with_it_has_ended(string how)
    {
        SecretWorld world = await FilledAsync();
        ReadOnlyMemory<byte> seen = default;
        using var ended = new CancellationTokenSource();
        async ValueTask<int> WorkAsync(ReadOnlyMemory<byte> value, CancellationToken token)
        {
            seen = value;
            Assert.Equal("the value"u8.ToArray(), value.ToArray());
            if (how == "throws")
            {
                throw new InvalidOperationException("at once");
            }

            await Task.Yield();
            Assert.False(IsZero(seen));
            if (how == "throws later")
            {
                throw new InvalidOperationException("later");
            }

            if (how == "is cancelled")
            {
                await ended.CancelAsync();
                token.ThrowIfCancellationRequested();
            }

            return 7;
        }

        Task<SecretUse<int>> use = world.Reader.UseAsync(world.Scope(TestWorld.Acme, "operator.write"), SecretWorld.Name, WorkAsync, ended.Token).AsTask();
        if (how == "returns")
        {
            Assert.Equal(7, (await use).Value);
        }
        else
        {
            await Assert.ThrowsAnyAsync<Exception>(() => use);
        }

        Assert.Equal(9, seen.Length);
        Assert.True(IsZero(seen));
    }

    [Fact]
    public async Task Keys_that_are_not_kept_are_zero_behind_each_call()
    {
        SecretWorld world = await FilledAsync(static o => o.DataKeyLifetimeInMemory = TimeSpan.Zero);
        await world.Read(TestWorld.Acme);
        await world.Writer.RotateAsync(world.Admin(TestWorld.Acme), SecretWorld.Name, "next"u8.ToArray(), null, CancellationToken.None);
        await world.Writer.RotateDataKeyAsync(world.Admin(TestWorld.Acme), CancellationToken.None);
        _wrapper.KeyId = "kms-2";
        await world.Writer.RewrapAsync(world.Admin(TestWorld.Acme), CancellationToken.None);
        Assert.Equal("next", await world.Read(TestWorld.Acme));
        AllAreZero(wrapped: 3, unwrapped: 8);
    }

    [Theory]
    [InlineData("its time")]
    [InlineData("a shredding")]
    [InlineData("the host's end")]
    public async Task Key_that_was_kept_is_zero_behind(string end)
    {
        SecretWorld world = await FilledAsync();
        _wrapper.KeyId = "kms-2";
        await world.Read(TestWorld.Acme);
        await world.Writer.RewrapAsync(world.Admin(TestWorld.Acme), CancellationToken.None);

        // What is wrapped anew is the key that is kept.
        ReadOnlyMemory<byte> kept = _wrapper.Wrapped[^1];
        Assert.False(IsZero(kept));
        switch (end)
        {
            case "its time":
                world.World.Time.Advance(TimeSpan.FromMinutes(5));
                break;
            case "a shredding":
                await world.Writer.ShredAsync(world.Admin(TestWorld.Acme), CancellationToken.None);
                break;
            default:
                world.Dispose();
                break;
        }

        Assert.True(IsZero(kept));
        AllAreZero(wrapped: 2, unwrapped: 3);
    }

    [Fact]
    public async Task Key_that_comes_too_late_is_zero_when_it_comes()
    {
        SecretWorld world = await FilledAsync(static o => o.DataKeyLifetimeInMemory = TimeSpan.Zero);
        var late = new TaskCompletionSource<byte[]>();
        byte[] key = [];
        _wrapper.Unwrap = k =>
        {
            key = k;
            return new ValueTask<byte[]>(late.Task);
        };
        Task<string> read = world.Read(TestWorld.Acme);
        Assert.False(read.IsCompleted);
        world.World.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("Unavailable", await read.WaitAsync(Size.Hang));
        Assert.False(IsZero(key));
        late.SetResult(key);
        Assert.True(IsZero(key));
    }

    [Fact]
    public async Task Key_of_another_size_is_zero_and_opens_nothing()
    {
        SecretWorld world = await FilledAsync(static o => o.DataKeyLifetimeInMemory = TimeSpan.Zero);
        byte[] longer = [];
        _wrapper.Unwrap = k => new ValueTask<byte[]>(longer = [.. k, 1]);
        Assert.Equal("Unreadable", await world.Read(TestWorld.Acme));
        Assert.Equal(33, longer.Length);
        Assert.True(IsZero(longer));
    }

    [Fact]
    public async Task Claim_that_ends_while_a_value_is_opened_opens_nothing()
    {
        SecretWorld world = await FilledAsync(static o => o.DataKeyLifetimeInMemory = TimeSpan.Zero);
        _wrapper.Unwrap = k =>
        {
            world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended);
            return new ValueTask<byte[]>(k);
        };
        TenantContext context = world.Scope(TestWorld.Acme, "operator.write");
        SecretReading reading = await world.Reader.OpenAsync(context, SecretWorld.Name, null, CancellationToken.None);
        Assert.Equal(SecretFault.Denied, reading.Fault);
        Assert.Null(reading.Lease);
    }

    [Fact]
    public async Task Key_that_does_not_come_back_as_it_was_seals_nothing_and_is_zero()
    {
        var world = World();
        _wrapper.Unwrap = static k =>
        {
            k[0] ^= 1;
            return new ValueTask<byte[]>(k);
        };
        Assert.Equal(SecretFault.Unreadable, (await world.Put(TestWorld.Acme, "the value")).Fault);
        AllAreZero(wrapped: 1, unwrapped: 1);
        Assert.Null(await world.Vault.FindKeysAsync(Vaults.VaultAccess.DangerousForOperator(TestWorld.Acme, "a test"), CancellationToken.None));
    }

    public void Dispose() => _worlds.ForEach(static w => w.Dispose());

    private static bool IsZero(ReadOnlyMemory<byte> bytes) => !bytes.Span.ContainsAnyExcept((byte)0);

    private static async Task<SecretLease> LeaseAsync(SecretWorld world) =>
        (await world.Reader.OpenAsync(world.Scope(TestWorld.Acme, "operator.write"), SecretWorld.Name, null, CancellationToken.None)).Lease!;

    private SecretWorld World(Action<SecretOptions>? configure = null)
    {
        var world = new SecretWorld(configure, build: b => b.UseSecretKeyWrapper(_ => _wrapper));
        _worlds.Add(world);
        return world;
    }

    private async Task<SecretWorld> FilledAsync(Action<SecretOptions>? configure = null)
    {
        SecretWorld world = World(configure);
        Assert.True((await world.Put(TestWorld.Acme, "the value")).IsDone);
        return world;
    }

    private void AllAreZero(int wrapped, int unwrapped)
    {
        Assert.InRange(_wrapper.Wrapped.Count, wrapped, int.MaxValue);
        Assert.InRange(_wrapper.Unwrapped.Count, unwrapped, int.MaxValue);
        Assert.All(_wrapper.Wrapped, static k => Assert.True(IsZero(k)));
        Assert.All(_wrapper.Unwrapped, static k => Assert.True(IsZero(k)));
    }
}
