using System.Runtime.InteropServices;

namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>struct statx of statx(2), which is laid out alike on every machine; only what is read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct Statx
{
    [FieldOffset(0)]
    private readonly uint _mask;

    [FieldOffset(16)]
    private readonly uint _links;

    [FieldOffset(28)]
    private readonly ushort _mode;

    [FieldOffset(32)]
    private readonly ulong _inode;

    [FieldOffset(40)]
    private readonly ulong _size;

    [FieldOffset(112)]
    private readonly long _changedSeconds;

    [FieldOffset(120)]
    private readonly uint _changedNanoseconds;

    [FieldOffset(136)]
    private readonly uint _deviceMajor;

    [FieldOffset(140)]
    private readonly uint _deviceMinor;

    [FieldOffset(144)]
    private readonly ulong _mount;

    internal readonly FileFacts Facts()
    {
        const uint HasMount = 0x1000;
        return new FileFacts(
            ((ulong)_deviceMajor << 32) | _deviceMinor,
            _inode,
            (_mask & HasMount) != 0 ? _mount : 0,
            _links,
            _mode,
            (long)_size,
            DateTimeOffset.FromUnixTimeSeconds(_changedSeconds).AddTicks(_changedNanoseconds / 100));
    }
}
