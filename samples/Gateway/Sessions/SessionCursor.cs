using System.Buffers.Binary;
using System.Buffers.Text;

namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

/// <summary>Where a list goes on. It is a number of the caller's own tenant, so it tells nothing of others.</summary>
public static class SessionCursor
{
    private const byte Version = 1;
    private const int Bytes = 1 + sizeof(long);
    private const int Characters = 12;

    public static string Write(long sequence)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(bytes[1..], sequence);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string text, out long sequence)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        sequence = 0;
        if (text.Length != Characters || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out int written) || written != Bytes || bytes[0] != Version)
        {
            return false;
        }

        sequence = BinaryPrimitives.ReadInt64BigEndian(bytes[1..]);
        return sequence > 0;
    }
}
