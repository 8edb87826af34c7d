using System.Formats.Tar;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using OpenClaw.Tenancy.TestKit;
using static OpenClaw.Tenancy.Tests.Storage.Files.Archives.Packing;

namespace OpenClaw.Tenancy.Tests.Storage.Files.Archives;

/// <summary>Whoever unpacks an archive has the right to until it is in its place, and gets what it holds.</summary>
public sealed class ArchiveCallTests
{
    // The name is bad too. That the right has ended is said first; nothing is asked of a name any more.
    [Theory]
    [InlineData("../evil")]
    [InlineData(null)]
    public async Task When_the_claim_dies_while_the_archive_is_read_nothing_is_kept(string? name)
    {
        using var world = new FilesWorld();
        StreamThatEnds Suspending(MemoryStream archive) => new(archive.ToArray(), () => world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Suspended));
        await world.Acme.ExtractZipAsync(Zip(("file", "x")), "before");

        await Assert.ThrowsAsync<TenantScopeRequiredException>(
            () => world.Acme.ExtractZipAsync(Suspending(name is null ? Zip() : Zip((name, "x"))), "zip"));
        world.World.Directory.SetStatus(TestWorld.Acme, TenantStatus.Active);
        await Assert.ThrowsAsync<TenantScopeRequiredException>(
            () => world.Acme.ExtractTarAsync(Suspending(name is null ? new(new byte[1024]) : Tar(Entry(name, "x"))), "tar"));

        Assert.Equal([world.Real("before")], System.IO.Directory.GetFileSystemEntries(world.Real("")));
        world.RequireCanary();
    }

    [Fact]
    public async Task Directories_that_hold_nothing_are_made()
    {
        using var world = new FilesWorld();

        Assert.Equal(["d", "d/e"], await Takes(world, Zip(("d/e/", ""))));
        Assert.Equal(["d", "d/e"], await Takes(world, Tar(Dir("d/e/"))));
        Assert.Equal(["dir"], await Takes(world, new([.. TarBlocks.Header("dir", '5', "00000000000"), .. TarBlocks.Zero, .. TarBlocks.Zero])));
    }

    [Fact]
    public async Task What_is_missing_is_said()
    {
        using var world = new FilesWorld();

        Assert.Equal("root", (await Assert.ThrowsAsync<ArgumentNullException>(() => ((TenantDirectoryRoot)null!).ExtractZipAsync(Zip(), "x"))).ParamName);
        Assert.Equal("root", (await Assert.ThrowsAsync<ArgumentNullException>(() => ((TenantDirectoryRoot)null!).ExtractTarAsync(Tar(), "x"))).ParamName);
        Assert.Equal("archive", (await Assert.ThrowsAsync<ArgumentNullException>(() => world.Acme.ExtractZipAsync(null!, "x"))).ParamName);
        Assert.Equal("archive", (await Assert.ThrowsAsync<ArgumentNullException>(() => world.Acme.ExtractTarAsync(null!, "x"))).ParamName);
    }
}
