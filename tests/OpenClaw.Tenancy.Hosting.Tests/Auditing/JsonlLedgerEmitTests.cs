using OpenClaw.Tenancy.Hosting.Tests.Files;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Auditing;

/// <summary>Emitting: it returns at once whatever the disk does, and what is dropped is counted and written.</summary>
public sealed class JsonlLedgerEmitTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Emit_returns_while_the_disk_hangs_and_counts_what_it_drops()
    {
        using var world = new LedgerWorld(_folder.Path, _disk, o => (o.MaxWaiting, o.MaxWaitingPerTrail) = (10, 4));
        using var hanging = new SemaphoreSlim(0);
        using var entered = new SemaphoreSlim(0);
        _disk.Sync = _ => { entered.Release(); hanging.Wait(); };
        Task first = world.Append("first");
        await entered.WaitAsync(Token);

        for (int i = 0; i < 1000; i++)
        {
            world.Ledger.Emit(world.Envelope(actor: $"noise{i}"));
        }

        // A trail has its share: the noise of one did not push out another's.
        world.Ledger.Emit(world.Envelope(TestWorld.Globex, "quiet"));
        Assert.False(first.IsCompleted);
        _disk.Sync = LastingFiles.FlushFile;
        hanging.Release();
        await first;
        await world.Ledger.FlushAsync(Token);

        Assert.Equal(["1 first", "2 dropped 996", "3 noise0", "4 noise1", "5 noise2", "6 noise3"], await world.Trail());
        Assert.Equal(["1 quiet"], await world.Trail(TestWorld.Globex));
        Assert.Contains(2115, world.Log.Events);
    }

    [Fact]
    public async Task Noise_of_a_tenant_in_a_trail_that_it_shares_counts_on_its_own_share()
    {
        using var world = new LedgerWorld(_folder.Path, _disk, o => (o.MaxWaiting, o.MaxWaitingPerTrail) = (10, 4));
        using var hanging = new SemaphoreSlim(0);
        using var entered = new SemaphoreSlim(0);
        _disk.Sync = _ => { entered.Release(); hanging.Wait(); };
        Task first = world.Append("first");
        await entered.WaitAsync(Token);

        for (int i = 0; i < 1000; i++)
        {
            world.Ledger.Emit(world.Truth(TestWorld.Acme, $"noise{i}"));
        }

        world.Ledger.Emit(world.Truth(TestWorld.Globex, "quiet"));
        world.Ledger.Emit(world.Envelope(TenantId.Platform, "stranger"));
        _disk.Sync = LastingFiles.FlushFile;
        hanging.Release();
        await first;
        await world.Ledger.FlushAsync(Token);

        Assert.Equal(
            ["1 dropped 996", "2 noise0", "3 noise1", "4 noise2", "5 noise3", "6 quiet", "7 stranger"], await world.Trail(TenantId.Platform));
    }

    [Fact]
    public async Task Whole_is_bounded_however_many_trails_there_are()
    {
        using var world = new LedgerWorld(_folder.Path, _disk, o => (o.MaxWaiting, o.MaxWaitingPerTrail) = (10, 4));
        using var hanging = new SemaphoreSlim(0);
        using var entered = new SemaphoreSlim(0);
        _disk.Sync = _ => { entered.Release(); hanging.Wait(); };
        Task first = world.Append("first");
        await entered.WaitAsync(Token);
        TenantId[] tenants = [.. Enumerable.Range(0, 40).Select(static i => TenantId.From($"tenant{i}x"))];
        Array.ForEach(tenants, t => world.Ledger.Emit(world.Envelope(t, "once")));
        _disk.Sync = LastingFiles.FlushFile;
        hanging.Release();
        await first;
        await world.Ledger.FlushAsync(Token);

        string[][] trails = await Task.WhenAll(tenants.Select(t => world.Trail(t)));
        Assert.Equal(10, trails.Count(static t => t is ["1 once"]));
        Assert.Equal(30, trails.Count(static t => t is ["1 dropped 1"]));
    }

    [Fact]
    public async Task What_the_disk_did_not_take_is_counted_until_it_does()
    {
        using var world = new LedgerWorld(_folder.Path, _disk);
        _disk.Write = static (_, _, _) => throw new IOException("No space left on device");
        for (int round = 0; round < 3; round++)
        {
            world.Ledger.Emit(world.Envelope(actor: "lost"));
            world.Ledger.Emit(world.Envelope(TestWorld.Globex, "lost"));
            await Assert.ThrowsAsync<IOException>(() => world.Ledger.FlushAsync(Token));
        }

        _disk.Write = new TestDisk().Write;
        world.Ledger.Emit(world.Envelope(actor: "kept"));
        await world.Ledger.FlushAsync(Token);

        Assert.Equal(["1 dropped 3", "2 kept"], await world.Trail());
        Assert.Equal(["1 dropped 3"], await world.Trail(TestWorld.Globex));
    }
}
