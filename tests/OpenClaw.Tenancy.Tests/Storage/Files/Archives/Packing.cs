using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Storage.Files.Archives;

namespace OpenClaw.Tenancy.Tests.Storage.Files.Archives;

/// <summary>Archives as the base library writes them, and the question whether one is refused without a trace.</summary>
internal static class Packing
{
    internal static async Task Refuses(FilesWorld world, MemoryStream archive, ConfinementReason? reason = null, ArchiveLimits? limits = null, bool? zip = null)
    {
        bool isZip = zip ?? archive.ToArray().AsSpan().StartsWith("PK"u8);
        ConfinementException refused = await Assert.ThrowsAsync<ConfinementException>(() => isZip
            ? world.Acme.ExtractZipAsync(archive, "unpacked", limits) : world.Acme.ExtractTarAsync(archive, "unpacked", limits));
        Assert.Equal(reason ?? refused.Reason, refused.Reason);
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(world.Real("")));
        world.RequireCanary();
    }

    /// <summary>The archive is unpacked, and what it brought is taken away again.</summary>
    internal static async Task<string[]> Takes(FilesWorld world, MemoryStream archive, ArchiveLimits? limits = null)
    {
        bool isZip = archive.ToArray().AsSpan().StartsWith("PK"u8);
        await (isZip ? world.Acme.ExtractZipAsync(archive, "unpacked", limits) : world.Acme.ExtractTarAsync(archive, "unpacked", limits));
        string top = world.Real("unpacked");
        string[] names =
        [
            .. System.IO.Directory.GetFileSystemEntries(top, "*", SearchOption.AllDirectories).Select(p => Path.GetRelativePath(top, p)).Order(StringComparer.Ordinal),
        ];
        world.Acme.DeleteDirectory("unpacked", recursive: true);
        return names;
    }

    internal static MemoryStream Zip(params (string Name, string Text)[] entries) => ZipOf(zip =>
    {
        foreach ((string name, string text) in entries)
        {
            using Stream stream = zip.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
    });

    internal static MemoryStream ZipOf(Action<ZipArchive> fill)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            fill(zip);
        }

        stream.Position = 0;
        return stream;
    }

    internal static MemoryStream Tar(params TarEntry[] entries)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (TarEntry entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        stream.Position = 0;
        return stream;
    }

    internal static PaxTarEntry Dir(string name) => new(TarEntryType.Directory, name);

    internal static PaxTarEntry Entry(string name, string text, UnixFileMode mode = UnixFileMode.UserRead) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), Mode = mode };
}
