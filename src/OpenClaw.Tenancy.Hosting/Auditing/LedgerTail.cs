using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Auditing.Checkpoints;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>What may stand behind the last whole line: the beginning of one that a writer did not finish, and nothing else.</summary>
internal static class LedgerTail
{
    private const int LongestCheckpoint = 8192;

    /// <exception cref="InvalidDataException">It was changed, and is not the beginning of a line.</exception>
    internal static void Require(SafeFileHandle file, long start, long end)
    {
        if (end - start is < 2 or > LongestCheckpoint)
        {
            return;
        }

        byte[] tail = new byte[end - start];
        int read = RandomAccess.Read(file, tail, start);

        // SECURITY: a ledger ends with the end of a checkpoint's line. Without this, one changed byte would take the last records away as if nobody had been told of them.
        if (SignedCheckpoint.TryReadLine(tail.AsMemory(0, read - 1), out _))
        {
            throw new InvalidDataException("The end of the last line was changed.");
        }
    }
}
