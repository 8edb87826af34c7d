using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using static OpenClaw.Tenancy.Tests.Storage.Files.Archives.Packing;

namespace OpenClaw.Tenancy.Tests.Storage.Files.Archives;

/// <summary>Each block of a tar archive is looked at, to the last one, whatever a reader would make of it.</summary>
public sealed class TarBlockTests
{
    [Fact]
    public async Task An_archive_that_does_not_say_where_it_ends_is_refused()
    {
        using var world = new FilesWorld();
        byte[] file = TarBlocks.File("file", "x");
        Assert.Equal(["file"], await Takes(world, new([.. file, .. TarBlocks.Zero, .. TarBlocks.Zero])));

        await Refuses(world, new(), ConfinementReason.MalformedArchive);
        await Refuses(world, new(file), ConfinementReason.MalformedArchive);
        await Refuses(world, new([.. file, .. TarBlocks.Zero, .. TarBlocks.Zero, .. TarBlocks.File("last")]), ConfinementReason.MalformedArchive);
    }

    // A reader stops at the end, and another one may go on behind it.
    [Fact]
    public async Task What_stands_behind_the_end_must_be_well_formed_too()
    {
        using var world = new FilesWorld();
        byte[] changed = TarBlocks.File("behind", "x");
        changed[0] = (byte)'B';
        foreach (byte[] behind in (byte[][])[changed, TarBlocks.Header("behind", '0', "0000000000x"), TarBlocks.Header("behind", '0', "0000000000-")])
        {
            await Refuses(
                world, new([.. TarBlocks.File("file", "x"), .. TarBlocks.Zero, .. behind, .. new byte[512 * 100]]), ConfinementReason.MalformedArchive);
        }
    }

    [Fact]
    public async Task Attributes_have_64_KiB_at_most()
    {
        using var world = new FilesWorld();
        MemoryStream Of(int length) => new([.. TarBlocks.Attribute('x', length), .. TarBlocks.File("file", "x"), .. TarBlocks.Zero, .. TarBlocks.Zero]);

        Assert.Equal(["file"], await Takes(world, Of(65_536)));
        await Refuses(world, Of(65_537), ConfinementReason.MalformedArchive);
    }

    [Fact]
    public async Task An_entry_has_two_headers_of_attributes_at_most()
    {
        using var world = new FilesWorld();
        var one = new ArchiveLimits { MaxEntries = 1 };
        byte[] all = TarBlocks.Attribute('g', 30);
        byte[] entry = [.. TarBlocks.Attribute('x', 30), .. TarBlocks.File("file", "x"), .. TarBlocks.Zero, .. TarBlocks.Zero];

        Assert.Equal(["file"], await Takes(world, new([.. all, .. entry]), one));
        await Refuses(world, new([.. all, .. all, .. entry]), ConfinementReason.LimitExceeded, one);
    }
}
