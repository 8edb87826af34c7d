using System.Formats.Tar;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using static OpenClaw.Tenancy.Tests.Storage.Files.Archives.Packing;

namespace OpenClaw.Tenancy.Tests.Storage.Files.Archives;

/// <summary>An archive brings as much as its limits say, and nothing more.</summary>
public sealed class ArchiveLimitTests
{
    [Fact]
    public void Limits_are_these_where_none_are_given()
    {
        var limits = new ArchiveLimits();

        Assert.Equal((268_435_456, 67_108_864, 268_435_456), (limits.MaxArchiveBytes, limits.MaxEntryBytes, limits.MaxTotalBytes));
        Assert.Equal((10_000, 100, 16), (limits.MaxEntries, limits.MaxRatio, limits.MaxDepth));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task A_limit_below_one_is_no_limit(int none)
    {
        using var world = new FilesWorld();
        ArchiveLimits[] each =
        [
            new() { MaxArchiveBytes = none }, new() { MaxEntries = none }, new() { MaxEntryBytes = none },
            new() { MaxTotalBytes = none }, new() { MaxRatio = none }, new() { MaxDepth = none },
        ];
        foreach (ArchiveLimits limits in each)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => world.Acme.ExtractZipAsync(Zip(), "x", limits));
            await Assert.ThrowsAsync<ArgumentException>(() => world.Acme.ExtractTarAsync(Tar(), "x", limits));
        }

        Assert.Empty(System.IO.Directory.GetFileSystemEntries(world.Real("")));
    }

    [Fact]
    public async Task Each_limit_is_reached_and_not_passed()
    {
        using var world = new FilesWorld();
        byte[] zip = Zip(("a/b/c", new string('x', 600)), ("d", new string('x', 600))).ToArray();
        (Func<int, ArchiveLimits> Of, int Most, ConfinementReason Beyond)[] limits =
        [
            (static most => new() { MaxArchiveBytes = most }, zip.Length, ConfinementReason.LimitExceeded),
            (static most => new() { MaxEntries = most }, 2, ConfinementReason.LimitExceeded),
            (static most => new() { MaxEntryBytes = most }, 600, ConfinementReason.LimitExceeded),
            (static most => new() { MaxTotalBytes = most }, 1_200, ConfinementReason.LimitExceeded),
            (static most => new() { MaxDepth = most }, 3, ConfinementReason.TooDeep),
        ];
        foreach ((Func<int, ArchiveLimits> of, int most, ConfinementReason beyond) in limits)
        {
            Assert.Equal(["a", "a/b", "a/b/c", "d"], await Takes(world, new(zip), of(most)));
            await Refuses(world, new(zip), beyond, of(most - 1));
        }
    }

    // The first MiB is free. A comment gives the archive the length that is wanted.
    [Fact]
    public async Task A_byte_of_the_archive_brings_as_many_as_it_may()
    {
        using var world = new FilesWorld();
        var two = new ArchiveLimits { MaxRatio = 2 };
        byte[] text = new byte[(1024 * 1024) + 10_000];
        MemoryStream With(int comment) => ZipOf(zip =>
        {
            zip.Comment = new string('c', comment);
            using Stream file = zip.CreateEntry("f").Open();
            file.Write(text);
        });
        MemoryStream Of(int length) => With(length - (int)With(0).Length);

        Assert.Equal(["f"], await Takes(world, Of(5_000), two));
        await Refuses(world, Of(4_999), ConfinementReason.LimitExceeded, two);
    }

    // The directory itself, as tar writes it, is an entry as well.
    [Fact]
    public async Task The_top_of_a_tar_counts_as_an_entry()
    {
        using var world = new FilesWorld();
        MemoryStream tar = Tar(new UstarTarEntry(TarEntryType.Directory, "./"), new UstarTarEntry(TarEntryType.Directory, "./d/"));

        Assert.Equal(["d"], await Takes(world, new(tar.ToArray()), new ArchiveLimits { MaxEntries = 2 }));
        await Refuses(world, tar, ConfinementReason.LimitExceeded, new ArchiveLimits { MaxEntries = 1 });
    }
}
