namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>What the kernel says of a file: <paramref name="Mount"/> is zero where it does not say (before Linux 5.8).</summary>
internal readonly record struct FileFacts(ulong Device, ulong Inode, ulong Mount, uint Links, ushort Mode, long Size, DateTimeOffset Changed)
{
    private const int KindMask = 0xf000;

    internal bool IsRegular => (Mode & KindMask) == 0x8000;

    internal bool IsDirectory => (Mode & KindMask) == 0x4000;

    internal bool IsLink => (Mode & KindMask) == 0xa000;

    internal bool IsWritableByOthers => (Mode & 0x2) != 0;

    internal bool IsSameFile(in FileFacts other) => Device == other.Device && Inode == other.Inode;

    internal bool IsSameMount(in FileFacts other) => Device == other.Device && (Mount == other.Mount || Mount == 0 || other.Mount == 0);
}
