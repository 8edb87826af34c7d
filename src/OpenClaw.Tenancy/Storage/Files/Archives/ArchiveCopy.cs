using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files.Linux;

namespace OpenClaw.Tenancy.Storage.Files.Archives;

/// <summary>The archive as a file of bounded length, so that it can be looked at twice and does not change meanwhile.</summary>
internal static class ArchiveCopy
{
    internal static ReadOnlySpan<byte> Contents => "contents\0"u8;

    internal static async Task<FileStream> MakeAsync(ConfinedDirectory fresh, Stream archive, ArchiveLimits limits, CancellationToken cancellationToken)
    {
        RelativePath path = RelativePath.From("archive");
        using (SafeFileHandle file = fresh.OpenFile(path, OpenFlags.Write | OpenFlags.Create | OpenFlags.Exclusive))
        {
            byte[] buffer = new byte[64 * 1024];
            long length = 0;
            int read;
            while ((read = await archive.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) != 0)
            {
                if (length + read > limits.MaxArchiveBytes)
                {
                    throw Refusal.Of(ConfinementReason.LimitExceeded);
                }

                await RandomAccess.WriteAsync(file, buffer.AsMemory(0, read), length, cancellationToken).ConfigureAwait(false);
                length += read;
            }
        }

        return new FileStream(fresh.OpenFile(path, OpenFlags.Read), FileAccess.Read);
    }
}
