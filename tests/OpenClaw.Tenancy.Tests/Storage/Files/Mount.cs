using System.Diagnostics;

namespace OpenClaw.Tenancy.Tests.Storage.Files;

/// <summary>Shows a directory at a second place, where the tests may do that.</summary>
internal static class Mount
{
    internal static bool TryBind(string from, string to) => Run("mount", "--bind", from, to);

    /// <summary>Mounts a new file system in memory.</summary>
    internal static bool TryMemory(string to) => Run("mount", "-t", "tmpfs", "-o", "mode=700", "none", to);

    internal static void Undo(string path) => Assert.True(Run("umount", "-l", path));

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
