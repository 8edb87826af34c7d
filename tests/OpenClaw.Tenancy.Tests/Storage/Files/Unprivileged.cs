using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Does something with the rights of whoever owns the files, also where the system's own user runs the tests, to whom nothing is refused otherwise.</summary>
internal static class Unprivileged
{
    private const uint Version = 0x20080522;
    private const int DataOverride = 1;
    private const int DataReadSearch = 2;
    private const int Owner = 3;

    /// <summary>Does it with other rights on a path, and gives them back.</summary>
    internal static void With(string path, UnixFileMode mode, Action action)
    {
        UnixFileMode before = Native.Mode(path);
        Native.SetMode(path, mode);
        try
        {
            Run(action);
        }
        finally
        {
            Native.SetMode(path, before);
        }
    }

    // What a thread gives up is gone with it.
    private static void Run(Action action)
    {
        ExceptionDispatchInfo? failed = null;
        var thread = new Thread(() =>
        {
            try
            {
                GiveUp();
                action();
            }
            catch (Exception exception)
            {
                failed = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failed?.Throw();
    }

    private static void GiveUp()
    {
        uint[] header = [Version, 0];
        uint[] sets = new uint[6];
        Assert.Equal(0, Read(header, sets));
        sets[0] &= ~((1u << DataOverride) | (1u << DataReadSearch) | (1u << Owner));
        Assert.Equal(0, Write(header, sets));
    }

    [DllImport("libc", EntryPoint = "capget")]
    private static extern int Read([In, Out] uint[] header, [In, Out] uint[] sets);

    [DllImport("libc", EntryPoint = "capset")]
    private static extern int Write([In, Out] uint[] header, [In, Out] uint[] sets);
}
