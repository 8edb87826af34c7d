using System.Runtime.InteropServices;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>What an attacker on the same machine can do, and the base library cannot.</summary>
internal static class Native
{
    internal static void Link(string from, string to) => Require(LinkCore(from, to));

    internal static void Pipe(string path) => Require(MakeFifo(path, 0x1ff));

    /// <summary>Makes one whose path is no text: bytes, with NUL behind them.</summary>
    internal static void Pipe(byte[] path) => Require(MakeFifo(path, 0x1ff));

    internal static bool TryDevice(string path) => MakeNode(path, 0x2000 | 0x1b6, (1 << 8) | 5) == 0;

    /// <summary>Puts each of two names in the place of the other, in one step.</summary>
    internal static bool Exchange(string one, string other) => Rename(-100, one, -100, other, 2) == 0;

    /// <summary>Gives it to somebody who is not among those that run the tests.</summary>
    internal static void Give(string path) => Require(ChangeOwner(path, 65534, 65534));

    internal static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : File.GetUnixFileMode(path);

    internal static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static void Require(int result) => Assert.True(result == 0, $"errno {Marshal.GetLastPInvokeError()}");

    [DllImport("libc", EntryPoint = "link", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int LinkCore([MarshalAs(UnmanagedType.LPUTF8Str)] string from, [MarshalAs(UnmanagedType.LPUTF8Str)] string to);

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakeFifo([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "chown", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int ChangeOwner([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    [DllImport("libc", EntryPoint = "mkfifo", SetLastError = true)]
    private static extern int MakeFifo(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "mknod", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int MakeNode([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode, ulong device);

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Rename(
        int fromDirectory, [MarshalAs(UnmanagedType.LPUTF8Str)] string from, int toDirectory, [MarshalAs(UnmanagedType.LPUTF8Str)] string to, uint flags);
}
