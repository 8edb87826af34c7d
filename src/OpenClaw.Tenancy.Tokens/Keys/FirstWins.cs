using System.Runtime.InteropServices;

namespace OpenClaw.Tenancy.Tokens.Keys;

/// <summary>Gives a finished file its name, unless the name is taken.</summary>
internal static partial class FirstWins
{
    private const int NameIsTaken = 17; // EEXIST, the same on Linux, macOS and the BSDs.

    // INVARIANT: one step of the system, in which the name appears with the whole contents or not at all. On Unix File.Move
    // looks first and renames then, so that of two processes the second wipes out the first one's keys.
    internal static bool TryName(string draft, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return TryMove(draft, path);
        }

        if (Link(draft, path) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == NameIsTaken ? false : throw new IOException();
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

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string from, string to);
}
