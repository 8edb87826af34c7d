using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Writes a file under a name of the library's own beside its target, and puts it in the target's place when it is whole and on the disk.</summary>
internal static class AtomicReplacement
{
    internal static async Task RunAsync(ConfinedDirectory directory, RelativePath path, Func<SafeFileHandle, Task> write, Action check)
    {
        using ParentHandle parent = directory.OpenParent(path);
        RequireReplaceable(directory, parent, path);
        byte[] temporary = FreshName();
        try
        {
            using (SafeFileHandle file = ConfinedDirectory.Own(LinuxCalls.OpenAt(
                parent.Handle, temporary, OpenFlags.Write | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.NoFollow | OpenFlags.File, 0x180)))
            {
                await write(file).ConfigureAwait(false);

                // Not RandomAccess.FlushToDisk: in .NET 10.0.12 it says nothing when the disk could not take it.
                ConfinedDirectory.Check(LinuxCalls.Sync(file));
            }

            // SECURITY: the right to write is looked at again at the moment at which the file changes.
            check();
            RequireReplaceable(directory, parent, path);
            ConfinedDirectory.Check(LinuxCalls.Rename(parent.Handle, temporary, parent.Handle, path.Name, replace: true));
        }
        catch
        {
            LinuxCalls.Unlink(parent.Handle, temporary, isDirectory: false);
            throw;
        }

        ConfinedDirectory.SyncDirectory(parent.Handle);
    }

    /// <summary>A name that no path can have, with NUL behind it.</summary>
    internal static byte[] FreshName() =>
        Encoding.ASCII.GetBytes($"{ReservedNames.Own}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}\0");

    private static void RequireReplaceable(ConfinedDirectory directory, ParentHandle parent, RelativePath path)
    {
        if (directory.Find(parent, path.Name) is { } there)
        {
            directory.RequireFile(in there);
        }
    }
}
