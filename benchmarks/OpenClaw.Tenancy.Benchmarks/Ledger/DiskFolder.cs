namespace OpenClaw.Tenancy.Benchmarks.Ledger;

/// <summary>A folder that is on a disk: what is "flushed" in memory costs nothing, and says nothing.</summary>
internal static class DiskFolder
{
    /// <summary>The temporary folder, or the program's own where that is in memory; null where both are.</summary>
    public static string? Find() => new[] { Path.GetTempPath(), AppContext.BaseDirectory }.FirstOrDefault(static f => FileSystem(f) is not ("tmpfs" or "ramfs"));

    /// <summary>The kind of file system that a folder is on.</summary>
    public static string FileSystem(string folder) => new DriveInfo(folder).DriveFormat;
}
