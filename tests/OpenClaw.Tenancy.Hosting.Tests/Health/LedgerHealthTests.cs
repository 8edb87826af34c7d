using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Health;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Hosting.Tests.Auditing;
using OpenClaw.Tenancy.Hosting.Tests.Files;

namespace OpenClaw.Tenancy.Hosting.Tests.Health;

/// <summary>The health of the ledger in files, over a disk that hangs, that fails, and that is sound again.</summary>
public sealed class LedgerHealthTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestDisk _disk = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Disk_that_hangs_is_behind_then_down_then_well_again()
    {
        using LedgerWorld world = Open();
        await world.Append("before");
        Assert.Equal(HealthStatus.Healthy, (await Health(world)).Status);

        using var over = new ManualResetEventSlim();
        Action<SafeFileHandle> sync = _disk.Sync;
        _disk.Sync = handle =>
        {
            over.Wait(TimeSpan.FromMinutes(1));
            sync(handle);
        };
        Task waiting = world.Append("waiting");
        Assert.Equal(HealthStatus.Healthy, (await Health(world)).Status);
        world.World.Time.Advance(TimeSpan.FromSeconds(6));
        HealthReportEntry behind = await Health(world);
        world.World.Time.Advance(TimeSpan.FromSeconds(25));
        HealthReportEntry down = await Health(world);
        over.Set();
        await waiting;

        Assert.Equal((HealthStatus.Degraded, 6.0, 1.0), (behind.Status, behind.Data["oldest_seconds"], behind.Data["waiting"]));
        Assert.Equal((HealthStatus.Unhealthy, "The audit ledger takes no records.", 31.0), (down.Status, down.Description, down.Data["oldest_seconds"]));
        Assert.Equal(HealthStatus.Healthy, (await Health(world)).Status);
    }

    [Fact]
    public async Task Disk_that_fails_is_down_and_not_for_ever()
    {
        using LedgerWorld world = Open();
        Action<SafeFileHandle, ReadOnlyMemory<byte>, long> write = _disk.Write;
        _disk.Write = static (_, _, _) => throw new IOException("canary: no space left for acme");
        await Assert.ThrowsAsync<IOException>(() => world.Append("lost"));

        HealthReportEntry down = await Health(world);
        Assert.Equal((HealthStatus.Unhealthy, null), (down.Status, down.Exception));
        Assert.DoesNotContain("canary", down.Text(), StringComparison.Ordinal);

        // A host that was taken out of the rotation writes nothing that could show that the disk is back.
        world.World.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(HealthStatus.Degraded, (await Health(world)).Status);

        _disk.Write = write;
        await world.Append("kept");
        Assert.Equal(HealthStatus.Healthy, (await Health(world)).Status);
    }

    /// <summary>The record that counts what was lost is lost itself, again and again; what it counts is no more for that.</summary>
    [Fact]
    public async Task What_was_dropped_is_counted_once()
    {
        using LedgerWorld world = Open();
        JsonlAuditLedger stands = world.Ledger;
        Action<SafeFileHandle, ReadOnlyMemory<byte>, long> write = _disk.Write;
        _disk.Write = static (_, _, _) => throw new IOException("full");
        for (int i = 1; i <= 5; i++)
        {
            world.Ledger.Emit(world.Envelope());
            await Assert.ThrowsAsync<IOException>(() => world.Append("waits"));
            Assert.Equal((i, true), (stands.Status.Dropped, stands.Status.IsDropping));
        }

        _disk.Write = write;
        await world.Append("kept");

        Assert.Equal((5, false), (stands.Status.Dropped, stands.Status.IsDropping));
        Assert.Equal(["1 dropped 5", "2 kept"], await world.Trail());
    }

    [Fact]
    public async Task File_that_somebody_moved_is_down_until_a_restart()
    {
        using LedgerWorld world = Open();
        await world.Append("before");
        File.Move(world.File, world.File + ".moved");
        await Assert.ThrowsAsync<IOException>(() => world.Append("after"));

        world.World.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HealthStatus.Unhealthy, (await Health(world)).Status);
    }

    private static Task<HealthReportEntry> Health(LedgerWorld world) => world.World.Services.HealthAsync(TenancyHealthSubject.Ledger);

    private LedgerWorld Open() => new(_folder.Path, _disk, more: static b => b.Services.AddHealthChecks().AddTenancyHealthChecks());
}
