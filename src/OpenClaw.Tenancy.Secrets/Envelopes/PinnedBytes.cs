namespace OpenClaw.Tenancy.Secrets.Envelopes;

/// <summary>Arrays for what is secret: the collector never moves one, so zeroing it leaves no copy behind.</summary>
internal static class PinnedBytes
{
    internal static byte[] Allocate(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);

    internal static byte[] CopyOf(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = Allocate(bytes.Length);
        bytes.CopyTo(copy);
        return copy;
    }
}
