using System.Text;

namespace OpenClaw.Tenancy.Storage.Files.Archives;

/// <summary>Walks the headers of a tar archive before it is read, because names and attributes that stand in entries of their own are read into memory whole.</summary>
internal static class TarBounds
{
    private const int Block = 512;
    private const int MaxAttributeBytes = 64 * 1024;

    internal static void Require(FileStream tar, ArchiveLimits limits)
    {
        byte[] header = new byte[Block];
        long headers = 0;
        bool ended = false;
        for (tar.Position = 0; tar.Position + Block <= tar.Length;)
        {
            tar.ReadExactly(header);
            if (header.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                ended = true;
                continue;
            }

            ended = false;

            // Each entry may have two of attributes before it.
            if (++headers > 3L * limits.MaxEntries)
            {
                throw Refusal.Of(ConfinementReason.LimitExceeded);
            }

            RequireChecksum(header);
            Skip(tar, header, Number(header.AsSpan(124, 12)));
        }

        tar.Position = 0;
        if (!ended)
        {
            throw Refusal.Of(ConfinementReason.MalformedArchive);
        }
    }

    private static void Skip(FileStream tar, byte[] header, long size)
    {
        long after = tar.Position + ((size + Block - 1) / Block * Block);
        bool isAttributes = header[156] is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K';
        if (size < 0 || after > tar.Length || (isAttributes && size > MaxAttributeBytes))
        {
            throw Refusal.Of(ConfinementReason.MalformedArchive);
        }

        if (isAttributes)
        {
            byte[] text = new byte[size];
            tar.ReadExactly(text);

            // SECURITY: an attribute that states another size would let the reader see other headers than those looked at here.
            if (Encoding.Latin1.GetString(text).Contains(" size=", StringComparison.Ordinal))
            {
                throw Refusal.Of(ConfinementReason.MalformedArchive);
            }
        }

        tar.Position = after;
    }

    private static void RequireChecksum(byte[] header)
    {
        long sum = 8 * ' ';
        for (int i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? 0 : header[i];
        }

        if (Number(header.AsSpan(148, 8)) != sum)
        {
            throw Refusal.Of(ConfinementReason.MalformedArchive);
        }
    }

    // Octal digits between spaces and NUL. The binary form, which begins with a set bit, is for sizes beyond every limit here.
    private static long Number(ReadOnlySpan<byte> field)
    {
        long number = 0;
        foreach (byte digit in field.Trim(" \0"u8))
        {
            number = digit is >= (byte)'0' and <= (byte)'7' ? (number * 8) + digit - '0' : throw Refusal.Of(ConfinementReason.MalformedArchive);
        }

        return number;
    }
}
