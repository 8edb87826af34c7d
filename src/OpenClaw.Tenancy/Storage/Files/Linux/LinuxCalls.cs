using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>The system calls that work relative to a directory handle. A negative result is the error number, negated.</summary>
/// <remarks>
/// They are called by number, because a C library older than the kernel lacks some of them. Names are UTF-8 bytes that end in NUL.
/// Passing integers and pointers through a variadic function is the same as passing them through a plain one on x64 and arm64.
/// </remarks>
internal static partial class LinuxCalls
{
    private const string C = "libc";
    private const int WorkingDirectory = -100;
    private const int MostInterruptions = 64;

    /// <summary>Whether the numbers and flags below are those of this machine.</summary>
    internal static bool IsSupported => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>openat2: the kernel resolves the whole path under the rules of <paramref name="resolve"/>.</summary>
    internal static int OpenAt2(SafeFileHandle directory, ReadOnlySpan<byte> path, int flags, int mode, ulong resolve)
    {
        var how = new OpenHow { Flags = (uint)flags, Mode = (uint)mode, Resolve = resolve };
        int result;
        int tries = 0;
        do
        {
            // SECURITY: the kernel answers EAGAIN when something was renamed meanwhile; whoever renames for ever gets a refusal.
            result = Result(OpenAt2Core(437, directory, path, in how, OpenHow.Size));
        }
        while (result is -Errno.Again or -Errno.Interrupted && ++tries < MostInterruptions);
        return result;
    }

    internal static int OpenAt(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, int mode)
    {
        int result;
        int tries = 0;
        do
        {
            result = Result(OpenAtCore(IsArm ? 56 : 257, directory, name, flags, mode));
        }
        while (result == -Errno.Interrupted && ++tries < MostInterruptions);
        return result;
    }

    /// <summary>Opens a path of the host's own, which may lead through links.</summary>
    internal static int OpenTrusted(ReadOnlySpan<byte> path, int flags) => Result(OpenTrustedCore(IsArm ? 56 : 257, WorkingDirectory, path, flags, 0));

    internal static int MakeTrusted(ReadOnlySpan<byte> path, int mode) => Result(MakeTrustedCore(IsArm ? 34 : 258, WorkingDirectory, path, mode));

    internal static int MakeDirectory(SafeFileHandle directory, ReadOnlySpan<byte> name, int mode) => Result(MakeCore(IsArm ? 34 : 258, directory, name, mode));

    internal static int Unlink(SafeFileHandle directory, ReadOnlySpan<byte> name, bool isDirectory) =>
        Result(UnlinkCore(IsArm ? 35 : 263, directory, name, isDirectory ? 0x200 : 0));

    internal static int Rename(SafeFileHandle from, ReadOnlySpan<byte> name, SafeFileHandle to, ReadOnlySpan<byte> newName, bool replace) =>
        Result(RenameCore(IsArm ? 276 : 316, from, name, to, newName, replace ? 0 : 1));

    internal static int Sync(SafeFileHandle handle) => Result(SyncCore(IsArm ? 82 : 74, handle));

    /// <summary>Locks an open file for its handle alone, or says <see cref="Errno.Again"/> at once. The lock ends with the handle, however the process ends.</summary>
    internal static int TryLock(SafeFileHandle file)
    {
        const int ExclusiveWithoutWaiting = 2 | 4;
        return Result(LockCore(IsArm ? 32 : 73, file, ExclusiveWithoutWaiting));
    }

    internal static int ReadEntries(SafeFileHandle directory, Span<byte> buffer) => Result(EntriesCore(IsArm ? 61 : 217, directory, buffer, buffer.Length));

    /// <summary>What a handle stands for; or, with a name, what the name stands for, a link being itself.</summary>
    internal static int Facts(SafeFileHandle handle, ReadOnlySpan<byte> name, out FileFacts facts)
    {
        const int EmptyPathNoFollowNoAutomount = 0x1000 | 0x100 | 0x800;
        const int BasicAndMount = 0x7ff | 0x1000;
        int result = Result(StatxCore(IsArm ? 291 : 332, handle, name, EmptyPathNoFollowNoAutomount, BasicAndMount, out Statx statx));
        facts = result < 0 ? default : statx.Facts();
        return result;
    }

    private static int Result(nint value) => value < 0 ? -Marshal.GetLastPInvokeError() : (int)value;

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint OpenAt2Core(nint number, SafeFileHandle directory, ReadOnlySpan<byte> path, in OpenHow how, nuint size);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint OpenAtCore(nint number, SafeFileHandle directory, ReadOnlySpan<byte> name, nint flags, nint mode);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint OpenTrustedCore(nint number, nint directory, ReadOnlySpan<byte> path, nint flags, nint mode);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint MakeTrustedCore(nint number, nint directory, ReadOnlySpan<byte> path, nint mode);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint MakeCore(nint number, SafeFileHandle directory, ReadOnlySpan<byte> name, nint mode);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint UnlinkCore(nint number, SafeFileHandle directory, ReadOnlySpan<byte> name, nint flags);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint RenameCore(nint number, SafeFileHandle from, ReadOnlySpan<byte> name, SafeFileHandle to, ReadOnlySpan<byte> newName, nint flags);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyncCore(nint number, SafeFileHandle handle);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint LockCore(nint number, SafeFileHandle file, nint operation);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint EntriesCore(nint number, SafeFileHandle directory, Span<byte> buffer, nint length);

    [LibraryImport(C, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint StatxCore(nint number, SafeFileHandle directory, ReadOnlySpan<byte> name, nint flags, nint mask, out Statx statx);
}
