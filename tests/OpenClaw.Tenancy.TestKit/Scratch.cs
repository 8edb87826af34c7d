namespace OpenClaw.Tenancy.TestKit;

/// <summary>A place for data that is made by the hundred and thrown away: in memory where there is enough of it, and otherwise among the temporary files.</summary>
/// <remarks>On a disk, half of what a suite of databases costs is the system's. What is about disks stays on one.</remarks>
public static class Scratch
{
    private const string Memory = "/dev/shm";

    // Ten times what the largest suite was seen to take.
    private const long Needed = 1L << 30;

    public static string Top => IsInMemory() ? Memory : Path.GetTempPath();

    /// <summary>A new folder that its owner alone may enter. Whoever asks for it removes it.</summary>
    public static string NewFolder(string prefix)
    {
        string path = Path.Combine(Top, $"{prefix}{Guid.NewGuid():N}");
        return OperatingSystem.IsWindows()
            ? System.IO.Directory.CreateDirectory(path).FullName
            : System.IO.Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    private static bool IsInMemory()
    {
        if (OperatingSystem.IsWindows() || !System.IO.Directory.Exists(Memory))
        {
            return false;
        }

        var memory = new DriveInfo(Memory);
        return memory is { IsReady: true, DriveFormat: "tmpfs" } && memory.AvailableFreeSpace > Needed;
    }
}
