using System.Buffers.Binary;
using System.IO.Compression;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;
using static OpenClaw.Tenancy.Tests.Storage.Files.Archives.Packing;

namespace OpenClaw.Tenancy.Tests.Storage.Files.Archives;

/// <summary>The central directory of a zip archive is bounded before it is read.</summary>
public sealed class ZipDirectoryTests
{
    private const int EndLength = 22;

    // For one entry there are 2,048 bytes, of which header and name take 47; the longest comment of the archive stands behind them.
    [Fact]
    public async Task A_directory_is_as_long_as_its_entries_may_make_it_and_no_longer()
    {
        using var world = new FilesWorld();
        var one = new ArchiveLimits { MaxEntries = 1 };
        MemoryStream Of(int comment) => ZipOf(zip =>
        {
            zip.Comment = new string('c', 65_535);
            zip.CreateEntry("f").Comment = new string('c', comment);
        });

        Assert.Equal(["f"], await Takes(world, Of(2_001), one));
        await Refuses(world, Of(2_002), ConfinementReason.LimitExceeded, one);
    }

    [Theory]
    [InlineData(10, 8, 2)]
    [InlineData(4, 6, 2)]
    [InlineData(16, 16, 4)]
    public async Task A_directory_that_is_described_elsewhere_refuses_the_archive(int field, int andField, int length)
    {
        using var world = new FilesWorld();
        byte[] zip = Elsewhere(Zip(("file", "x")).ToArray());
        zip.AsSpan(zip.Length - EndLength + field, length).Fill(0xff);
        zip.AsSpan(zip.Length - EndLength + andField, length).Fill(0xff);

        // Others read it.
        using (var read = new ZipArchive(new MemoryStream(zip)))
        {
            Assert.Single(read.Entries);
        }

        await Refuses(world, new(zip), ConfinementReason.MalformedArchive);
    }

    [Fact]
    public async Task What_holds_no_directory_is_no_zip_however_long_it_is()
    {
        using var world = new FilesWorld();
        await Refuses(world, new(new byte[100_000]), ConfinementReason.MalformedArchive, new ArchiveLimits { MaxEntries = 1 }, zip: true);
    }

    // Where the directory begins says nothing when it holds nothing.
    [Theory]
    [InlineData(0)]
    [InlineData(EndLength)]
    public async Task A_zip_of_nothing_is_an_empty_directory(int start)
    {
        using var world = new FilesWorld();
        byte[] zip = Zip().ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(16), start);

        Assert.Empty(await Takes(world, new(zip)));
    }

    // The same archive with the record of zip64, and what leads to it, before its end.
    private static byte[] Elsewhere(byte[] zip)
    {
        int end = zip.Length - EndLength;
        byte[] record = new byte[56 + 20];
        "PK\u0006\u0006"u8.CopyTo(record);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), 56 - 12);
        record[12] = record[14] = 45;
        record[24] = record[32] = 1;
        zip.AsSpan(end + 12, 4).CopyTo(record.AsSpan(40));
        zip.AsSpan(end + 16, 4).CopyTo(record.AsSpan(48));
        "PK\u0006\u0007"u8.CopyTo(record.AsSpan(56));
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(56 + 8), end);
        record[56 + 16] = 1;
        return [.. zip.AsSpan(0, end), .. record, .. zip.AsSpan(end)];
    }
}
