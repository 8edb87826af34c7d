using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Files of the host's own, such as its keys and its ledger, that last: a new name is on the disk when its folder is, and a name is given once.</summary>
/// <remarks>For paths that the host's configuration names. What tenants name is opened by <see cref="TenantDirectoryRoots"/> alone. Safe for use by many threads and processes.</remarks>
public static partial class LastingFiles
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const int CloseOnExecOnLinux = 0x80000;
    private const int Interrupted = 4; // EINTR, the same on Linux, macOS and the BSDs.
    private const int NameIsTaken = 17; // EEXIST, the same on Linux, macOS and the BSDs.

    /// <summary>Makes what is missing of a folder, for its owner alone.</summary>
    /// <param name="folder">The folder, by a full path.</param>
    /// <exception cref="IOException">It cannot be made or written to the disk.</exception>
    /// <exception cref="UnauthorizedAccessException">This process may not make it.</exception>
    public static void EnsureFolder(string folder)
    {
        if (System.IO.Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is not { } parent)
        {
            throw new DirectoryNotFoundException("The root of the path does not exist.");
        }

        EnsureFolder(parent);
        if (OperatingSystem.IsWindows())
        {
            System.IO.Directory.CreateDirectory(folder);
            return;
        }

        System.IO.Directory.CreateDirectory(folder, Private);
        FlushFolder(parent);
    }

    /// <summary>Returns when the names in a folder are on the disk. Windows has no such call for folders, and writes names through its own log.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">They are not.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, OperatingSystem.IsLinux() ? CloseOnExecOnLinux : 0);
        if (descriptor < 0)
        {
            throw new IOException($"The folder cannot be opened (error {Marshal.GetLastPInvokeError()}).");
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Flush(handle, "folder");
    }

    /// <summary>Returns when the contents of a file are on the disk.</summary>
    /// <param name="file">The file; what a stream still holds of it is not looked for.</param>
    /// <exception cref="IOException">They are not: the disk could not take them, or the file is on none.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    // INVARIANT: each error is said. RandomAccess.FlushToDisk and FileStream.Flush(true) of .NET 10.0.12 say none on Unix: the call
    // behind them answers 1 where it failed, and less than 0 is asked for.
    public static void FlushFile(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!OperatingSystem.IsLinux())
        {
            // On macOS this reaches the disk itself, and the call below only what stands before it.
            RandomAccess.FlushToDisk(file);
        }

        if (!OperatingSystem.IsWindows())
        {
            Flush(file, "file");
        }
    }

    /// <summary>Gives a finished file its name, unless the name is taken.</summary>
    /// <param name="draft">The file; on Unix it keeps this name too, and the caller deletes it.</param>
    /// <param name="path">The name, in the same file system, which on Unix must have hard links.</param>
    /// <returns>Whether the name was given; false when another file has it.</returns>
    /// <exception cref="IOException">It cannot be given.</exception>
    // INVARIANT: one step of the system, in which the name appears with the whole contents or not at all. On Unix File.Move
    // looks first and renames then, so that of two processes the second wipes out the first one's keys.
    public static bool TryName(string draft, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMove(draft, path);
        }

        if (Link(draft, path) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == NameIsTaken ? false : throw new IOException($"The file cannot be given its name (error {error}).");
    }

    private static void Flush(SafeFileHandle handle, string what)
    {
        while (Sync(handle) != 0)
        {
            if (Marshal.GetLastPInvokeError() is var error and not Interrupted)
            {
                throw new IOException($"The {what} cannot be written to the disk (error {error}).");
            }
        }
    }

    private static bool TryMove(string draft, string path)
    {
        try
        {
            File.Move(draft, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(SafeFileHandle handle);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string from, string to);
}
