using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>Deletes what a directory holds, each thing relative to the handle of its directory. Links are deleted, never followed.</summary>
internal static class TreeDeletion
{
    internal const int MaxDepth = 64;
    internal const int MaxEntries = 1_000_000;

    internal static void Empty(SafeFileHandle parent, ReadOnlySpan<byte> name, in FileFacts root, CancellationToken cancellationToken)
    {
        int left = MaxEntries;
        Empty(parent, name, in root, MaxDepth, ref left, cancellationToken);
    }

    private static void Empty(SafeFileHandle parent, ReadOnlySpan<byte> name, in FileFacts root, int depth, ref int left, CancellationToken cancellationToken)
    {
        using SafeFileHandle directory = ConfinedDirectory.Own(LinuxCalls.OpenAt(parent, name, OpenFlags.List | OpenFlags.NoFollow, 0));
        if (!ConfinedDirectory.Of(directory).IsSameMount(in root))
        {
            throw Refusal.Of(ConfinementReason.OtherMount);
        }

        var scan = new DirectoryScan(directory);
        while (scan.TryRead(out byte[]? child))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (--left < 0 || depth == 0)
            {
                throw Refusal.Of(ConfinementReason.LimitExceeded);
            }

            int error = LinuxCalls.Unlink(directory, child, isDirectory: false);
            if (error == -Errno.IsDirectory)
            {
                Empty(directory, child, in root, depth - 1, ref left, cancellationToken);
                error = LinuxCalls.Unlink(directory, child, isDirectory: true);
            }

            ConfinedDirectory.Check(error == -Errno.NoEntry ? 0 : error);
        }
    }
}
