using System.Runtime.InteropServices;

namespace OpenClaw.Tenancy.Secrets.Keys;

/// <summary>Makes the name of a new key last: it is on the disk when its folder is. A key that is lost takes every secret with it.</summary>
internal static partial class FolderFlush
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int CloseOnExecOnLinux = 0x80000;

    /// <summary>Makes what is missing of a folder, for its owner alone.</summary>
    internal static void Ensure(string folder)
    {
        if (System.IO.Directory.Exists(folder))
        {
            return;
        }

        string parent = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("The root of the path does not exist.");
        Ensure(parent);
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder);
            return;
        }

        System.IO.Directory.CreateDirectory(folder, Private);
        Flush(parent);
    }

    /// <summary>Returns when the names in a folder are on the disk. Windows has no such call, and writes names through its own log.</summary>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, OperatingSystem.IsLinux() ? CloseOnExecOnLinux : 0);
        int result = descriptor < 0 ? -1 : Sync(descriptor);
        int error = Marshal.GetLastPInvokeError();
        if (descriptor >= 0)
        {
            _ = Close(descriptor);
        }

        if (result != 0)
        {
            throw new IOException($"The folder of the key cannot be written to the disk (error {error}).");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
