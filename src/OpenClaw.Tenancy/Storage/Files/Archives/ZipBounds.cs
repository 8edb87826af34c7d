using System.Buffers.Binary;

namespace OpenClaw.Tenancy.Storage.Files.Archives;

/// <summary>Bounds the central directory of a zip archive before it is read into memory, whatever number of entries it states.</summary>
internal static class ZipBounds
{
    private const int EndLength = 22;
    private const int MaxComment = 65_535;
    private const int MaxBytesForOneEntry = 2_048;

    internal static void Require(FileStream zip, ArchiveLimits limits)
    {
        long at = Math.Max(0, zip.Length - EndLength - MaxComment);
        byte[] tail = new byte[zip.Length - at];
        zip.Position = at;
        zip.ReadExactly(tail);
        zip.Position = 0;
        int end = tail.AsSpan(0, Math.Max(0, tail.Length - EndLength + 4)).LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0)
        {
            throw Refusal.Of(ConfinementReason.MalformedArchive);
        }

        ushort entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        ushort disk = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 4));

        // What these fields cannot hold stands elsewhere (zip64); an archive of such a size is beyond every limit here.
        if (entries == ushort.MaxValue || start == uint.MaxValue || disk == ushort.MaxValue || start > zip.Length)
        {
            throw Refusal.Of(ConfinementReason.MalformedArchive);
        }

        if (entries > limits.MaxEntries || zip.Length - start > ((long)limits.MaxEntries * MaxBytesForOneEntry) + MaxComment + EndLength)
        {
            throw Refusal.Of(ConfinementReason.LimitExceeded);
        }
    }
}
