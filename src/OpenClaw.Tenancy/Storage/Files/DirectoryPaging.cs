using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Finds the first names after a given one. It keeps no more of them than a page has, however many there are.</summary>
internal static class DirectoryPaging
{
    internal static TenantDirectoryPage Read(SafeFileHandle directory, string? after, int limit, CancellationToken cancellationToken)
    {
        SortedSet<string> names = Names(directory, after, limit, cancellationToken, out bool more);
        var entries = new List<TenantFileEntry>(names.Count);
        foreach (string name in names)
        {
            int error = LinuxCalls.Facts(directory, TrustedPath.Terminated(name), out FileFacts facts);
            if (error >= 0 && (facts.IsRegular || facts.IsDirectory))
            {
                entries.Add(new TenantFileEntry(name, in facts));
            }
            else if (error is < 0 and not -Errno.NoEntry)
            {
                throw Refusal.OfErrno(error);
            }
        }

        return new TenantDirectoryPage(entries, more ? names.Max : null);
    }

    private static SortedSet<string> Names(SafeFileHandle directory, string? after, int limit, CancellationToken cancellationToken, out bool more)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var scan = new DirectoryScan(directory);
        more = false;
        while (scan.TryRead(out byte[]? raw))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string? name = DirectoryScan.Text(raw);
            if (name is not null && (after is null || string.CompareOrdinal(name, after) > 0) && names.Add(name) && names.Count > limit)
            {
                names.Remove(names.Max!);
                more = true;
            }
        }

        return names;
    }
}
