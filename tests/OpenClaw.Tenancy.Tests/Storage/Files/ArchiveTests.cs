using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using static OpenClaw.Tenancy.Tests.Storage.Files.Archives.Packing;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>An archive is unpacked whole, inside, or not at all.</summary>
public sealed class ArchiveTests
{
    [Theory]
    [MemberData(nameof(FilesWorld.Ways), MemberType = typeof(FilesWorld))]
    public async Task Good_archives_are_unpacked(TenantDirectoryConfinement way)
    {
        using var world = new FilesWorld(way);
        await world.Acme.ExtractZipAsync(Zip(("d/", ""), ("d/one.txt", "one"), ("e/f/two.txt", "two"), ("empty", "")), "zip");
        await world.Acme.ExtractTarAsync(
            Tar(Dir("./"), Dir("./d/"), Entry("./d/one.txt", "one", (UnixFileMode)4095), Entry("e/f/two.txt", "two"), Entry(new string('n', 200) + "/x", "long")), "tar");

        foreach (string name in (string[])["zip", "tar"])
        {
            Assert.Equal("one", await world.Acme.ReadAllTextAsync(name + "/d/one.txt"));
            Assert.Equal("two", await world.Acme.ReadAllTextAsync(name + "/e/f/two.txt"));
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Native.Mode(world.Real("tar/d/one.txt")));
        Assert.Equal(["tar", "zip"], Names(world));
    }

    public static TheoryData<string> BadNames => ["../evil", "d/../../evil", "/abs/evil", "..\\evil", "C:\\evil", "\\\\s\\s\\evil", "d//x", "con", "a/./b", "x\0y", "%2e%2e/evil", "aux.txt", "t.", ".oct-x"];

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_name_that_no_path_may_have_refuses_the_archive(string name)
    {
        using var world = new FilesWorld();
        await Refuses(world, Zip(("fine", "x"), (name, "evil"), ("after", "x")));
        if (!name.Contains('\0', StringComparison.Ordinal))
        {
            await Refuses(world, Tar(Entry("fine", "x"), Entry(name, "evil")));
        }
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "A")]
    [InlineData("d/x", "D/y")]
    [InlineData("d/x", "d/X")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("a/", "A")]
    [InlineData("a/", "a")]
    [InlineData("a", "a/")]
    public async Task Twins_refuse_the_archive(string first, string second)
    {
        using var world = new FilesWorld();
        await Refuses(world, Zip((first, first.EndsWith('/') ? "" : "1"), (second, second.EndsWith('/') ? "" : "2")), ConfinementReason.DuplicateEntry);
        await Refuses(world, Tar(first.EndsWith('/') ? Dir(first) : Entry(first, "1"), second.EndsWith('/') ? Dir(second) : Entry(second, "2")), ConfinementReason.DuplicateEntry);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Fifo)]
    [InlineData(TarEntryType.CharacterDevice)]
    [InlineData(TarEntryType.BlockDevice)]
    public async Task Links_and_devices_refuse_the_archive(TarEntryType type)
    {
        using var world = new FilesWorld();
        var link = new PaxTarEntry(type, "out");
        if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
        {
            link.LinkName = world.Outside;
        }

        await Refuses(world, Tar(Entry("fine", "x"), link, Entry("out/secret.txt", "evil")), ConfinementReason.ArchiveEntryKind);
    }

    [Fact]
    public async Task A_link_in_a_zip_refuses_the_archive()
    {
        using var world = new FilesWorld();
        MemoryStream zip = ZipOf(z =>
        {
            ZipArchiveEntry link = z.CreateEntry("link");
            link.ExternalAttributes = (0xa000 | 0x1ff) << 16;
            using Stream target = link.Open();
            target.Write(Encoding.UTF8.GetBytes(world.Canary));
        });
        await Refuses(world, zip, ConfinementReason.ArchiveEntryKind);
    }

    [Fact]
    public async Task Bombs_are_stopped_by_what_is_written()
    {
        using var world = new FilesWorld();
        await Refuses(world, Zip(("bomb", new string('\0', 8_000_000))), ConfinementReason.LimitExceeded);
        await Refuses(world, Zip([.. Enumerable.Range(0, 101).Select(static i => ($"f{i}", "x"))]), ConfinementReason.LimitExceeded, new ArchiveLimits { MaxEntries = 100 });
        await Refuses(world, Tar([.. Enumerable.Range(0, 101).Select(static i => Entry($"f{i}", "x"))]), ConfinementReason.LimitExceeded, new ArchiveLimits { MaxEntries = 100 });
        await Refuses(world, Tar(Entry("a", new string('x', 600)), Entry("b", new string('x', 600))), ConfinementReason.LimitExceeded, new ArchiveLimits { MaxTotalBytes = 1_000 });
        await Refuses(world, Tar(Entry("a", new string('x', 600))), ConfinementReason.LimitExceeded, new ArchiveLimits { MaxEntryBytes = 599 });
        await Refuses(world, Tar(Entry("a/b/c", "x")), ConfinementReason.TooDeep, new ArchiveLimits { MaxDepth = 2 });
        await Refuses(world, Tar(Entry("a", new string('x', 6_000))), ConfinementReason.LimitExceeded, new ArchiveLimits { MaxArchiveBytes = 5_000 });
        await Assert.ThrowsAsync<ArgumentException>(() => world.Acme.ExtractTarAsync(Stream.Null, "x", new ArchiveLimits { MaxEntries = 0 }));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(400u)]
    [InlineData(2_000_000_000u)]
    public async Task A_size_that_lies_refuses_the_archive(uint stated)
    {
        using var world = new FilesWorld();
        byte[] zip = Zip(("file", new string('x', 200) + "tail of other letters")).ToArray();
        int central = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(central + 24), stated);
        await Refuses(world, new MemoryStream(zip), ConfinementReason.MalformedArchive);
    }

    [Fact]
    public async Task Overlapping_entries_refuse_the_archive()
    {
        using var world = new FilesWorld();
        byte[] zip = Zip(("file-one", new string('x', 200)), ("file-two", "y")).ToArray();

        // The second entry of the central directory is pointed at the first one's contents.
        int central = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(zip.AsSpan(central + 42), 0u);
        await Refuses(world, new MemoryStream(zip));
    }

    [Fact]
    public async Task A_tar_whose_header_or_attributes_lie_refuses_the_archive()
    {
        using var world = new FilesWorld();
        byte[] tar = Tar(Entry("file", "x")).ToArray();
        await Refuses(world, new MemoryStream([.. tar.AsSpan(0, 700)]), ConfinementReason.MalformedArchive);
        await Refuses(world, new MemoryStream([.. new byte[600], 1, .. new byte[600]]), ConfinementReason.MalformedArchive);

        // An attribute that claims two gigabytes would be read into memory whole.
        byte[] huge = Tar(Entry("file", "x")).ToArray();
        Header(huge, "17777777777", (byte)'x');
        await Refuses(world, new MemoryStream(huge), ConfinementReason.MalformedArchive);

        // An attribute that states another size than the header would hide the headers that are really read.
        byte[] hidden = Tar(new PaxTarEntry(TarEntryType.RegularFile, "file", [new("sizX", "5")]) { DataStream = new MemoryStream("x"u8.ToArray()) }).ToArray();
        hidden[hidden.AsSpan().IndexOf("sizX=5"u8) + 3] = (byte)'e';
        await Refuses(world, new MemoryStream(hidden), ConfinementReason.MalformedArchive);
    }

    [Fact]
    public async Task Noise_refuses_the_archive()
    {
        using var world = new FilesWorld();
        await Refuses(world, new MemoryStream("no archive at all"u8.ToArray()), ConfinementReason.MalformedArchive);
        await Refuses(world, new MemoryStream(), ConfinementReason.MalformedArchive, zip: true);
        byte[] good = Zip(("a", "some text that is long enough"), ("b", "more")).ToArray();
        for (int i = 0; i < good.Length; i++)
        {
            byte[] bad = [.. good];
            bad[i] ^= 0x41;
            try
            {
                await world.Acme.ExtractZipAsync(new MemoryStream(bad), "x");
                world.Acme.DeleteDirectory("x", recursive: true);
            }
            catch (ConfinementException)
            {
            }

            Assert.Empty(System.IO.Directory.GetFileSystemEntries(world.Real("")));
        }

        world.RequireCanary();
    }

    [Fact]
    public async Task What_is_at_the_destination_stays()
    {
        using var world = new FilesWorld();
        world.Put("taken/file", "old");
        await Assert.ThrowsAsync<IOException>(() => world.Acme.ExtractZipAsync(Zip(("file", "new")), "taken"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => world.Acme.ExtractZipAsync(Zip(("file", "new")), "none/here"));
        world.PutLink("link", world.Outside);
        await Assert.ThrowsAsync<ConfinementException>(() => world.Acme.ExtractZipAsync(Zip(("file", "new")), "link/here"));
        await Assert.ThrowsAsync<IOException>(() => world.Acme.ExtractZipAsync(Zip(("file", "new")), "link"));

        Assert.Equal(["link", "taken"], Names(world));
        Assert.Equal("old", File.ReadAllText(world.Real("taken/file")));
        world.RequireCanary();
    }

    [Fact]
    public async Task A_stream_that_fails_half_way_leaves_nothing()
    {
        using var world = new FilesWorld();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Acme.ExtractZipAsync(Zip(("a", "x")), "x", cancellationToken: cancelled.Token));
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(world.Real("")));
    }

    private static string[] Names(FilesWorld world) =>
        [.. System.IO.Directory.GetFileSystemEntries(world.Real("")).Select(static p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private static void Header(byte[] tar, string size, byte type)
    {
        Encoding.ASCII.GetBytes(size).CopyTo(tar, 124);
        tar[156] = type;
        tar.AsSpan(148, 8).Fill((byte)' ');
        int sum = tar.Take(512).Sum(static b => b);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, 148);
    }
}
