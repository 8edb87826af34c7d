using System.IO.Compression;
using System.Formats.Tar;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files.Archives;

/// <summary>Unpacks archives into a tenant's directory: all of an archive, or nothing.</summary>
/// <remarks>
/// An archive is unpacked into a directory that no path can name, and moved to its place when every entry was accepted. Names pass the
/// same gate as paths; a leading <c>./</c> of a tar name is left out. Links, devices, encrypted entries, and names that are equal or differ
/// only in case are refused. Files are made with mode 0600 and directories with 0700, whatever the archive says.
/// </remarks>
public static class TenantArchiveExtensions
{
    /// <summary>Unpacks a zip archive.</summary>
    /// <param name="root">The tenant's directory.</param>
    /// <param name="archive">The archive; it is read to its end.</param>
    /// <param name="destination">The directory that it becomes. Nothing may be there yet, and the directory around it must be there.</param>
    /// <param name="limits">How much it may bring. Default: <see cref="ArchiveLimits"/> as it is.</param>
    /// <param name="cancellationToken">Ends it; nothing is kept.</param>
    /// <returns>A task that ends when it is in its place.</returns>
    /// <exception cref="ConfinementException">An entry was refused or a limit reached; nothing was kept.</exception>
    /// <exception cref="IOException">There is something at the destination.</exception>
    public static Task ExtractZipAsync(
        this TenantDirectoryRoot root, Stream archive, string destination, ArchiveLimits? limits = null, CancellationToken cancellationToken = default) =>
        ExtractAsync(root, archive, destination, limits ?? new ArchiveLimits(), ZipEntriesAsync, cancellationToken);

    /// <summary>Unpacks a tar archive that is not compressed; wrap the stream to unpack one that is.</summary>
    /// <param name="root">The tenant's directory.</param>
    /// <param name="archive">The archive; it is read to its end.</param>
    /// <param name="destination">The directory that it becomes. Nothing may be there yet, and the directory around it must be there.</param>
    /// <param name="limits">How much it may bring. Default: <see cref="ArchiveLimits"/> as it is.</param>
    /// <param name="cancellationToken">Ends it; nothing is kept.</param>
    /// <returns>A task that ends when it is in its place.</returns>
    /// <exception cref="ConfinementException">An entry was refused or a limit reached; nothing was kept.</exception>
    /// <exception cref="IOException">There is something at the destination.</exception>
    public static Task ExtractTarAsync(
        this TenantDirectoryRoot root, Stream archive, string destination, ArchiveLimits? limits = null, CancellationToken cancellationToken = default) =>
        ExtractAsync(root, archive, destination, limits ?? new ArchiveLimits(), TarEntriesAsync, cancellationToken);

    private static async Task ExtractAsync(
        TenantDirectoryRoot root, Stream archive, string destination, ArchiveLimits limits,
        Func<FileStream, ArchiveStaging, CancellationToken, Task> unpack, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(archive);
        limits.Require();
        ConfinedDirectory directory = root.Demand();
        RelativePath target = RelativePath.From(destination);
        byte[] name = AtomicReplacement.FreshName();
        try
        {
            using ConfinedDirectory fresh = directory.MakeFresh(name);
            using FileStream copy = await ArchiveCopy.MakeAsync(fresh, archive, limits, cancellationToken).ConfigureAwait(false);
            using ConfinedDirectory contents = fresh.MakeFresh(ArchiveCopy.Contents);
            await unpack(copy, new ArchiveStaging(contents, limits, copy.Length, () => root.Demand()), cancellationToken).ConfigureAwait(false);

            // SECURITY: it becomes visible only now, whole, and to a caller who still has the right to.
            root.Demand();
            using ParentHandle parent = directory.OpenParent(target);
            ConfinedDirectory.Check(LinuxCalls.Rename(fresh.Handle, ArchiveCopy.Contents, parent.Handle, target.Name, replace: false));
            ConfinedDirectory.SyncDirectory(parent.Handle);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or NotSupportedException or FormatException or ArgumentException)
        {
            throw Refusal.Of(ConfinementReason.MalformedArchive);
        }
        finally
        {
            directory.DeleteFresh(name);
        }
    }

    private static async Task ZipEntriesAsync(FileStream copy, ArchiveStaging staging, CancellationToken cancellationToken)
    {
        ZipBounds.Require(copy, staging.Limits);
        using var zip = new ZipArchive(copy, ZipArchiveMode.Read, leaveOpen: true);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            // The upper half holds the mode where a Unix made the archive, and zero elsewhere.
            int kind = (entry.ExternalAttributes >> 16) & 0xf000;
            bool isDirectory = entry.FullName.EndsWith('/');
            if (entry.IsEncrypted || kind is not (0 or 0x8000 or 0x4000) || (kind == 0x4000) != (isDirectory && kind != 0))
            {
                throw Refusal.Of(ConfinementReason.ArchiveEntryKind);
            }

            if (isDirectory)
            {
                staging.AddDirectory(entry.FullName[..^1]);
                continue;
            }

            using Stream data = entry.Open();
            (long length, uint crc) = await staging.AddFileAsync(entry.FullName, data, cancellationToken).ConfigureAwait(false);
            if (length != entry.Length || crc != entry.Crc32)
            {
                throw Refusal.Of(ConfinementReason.MalformedArchive);
            }
        }
    }

    private static async Task TarEntriesAsync(FileStream copy, ArchiveStaging staging, CancellationToken cancellationToken)
    {
        TarBounds.Require(copy, staging.Limits);
        using var tar = new TarReader(copy, leaveOpen: true);
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            switch (entry.EntryType)
            {
                case TarEntryType.GlobalExtendedAttributes:
                    break;
                case TarEntryType.Directory when name.Length == 0:
                    staging.Count();
                    break;
                case TarEntryType.Directory:
                    staging.AddDirectory(name.EndsWith('/') ? name[..^1] : name);
                    break;
                case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                    await staging.AddFileAsync(name, entry.DataStream ?? Stream.Null, cancellationToken).ConfigureAwait(false);
                    break;
                default:
                    throw Refusal.Of(ConfinementReason.ArchiveEntryKind);
            }
        }
    }
}
