using System.Runtime.InteropServices;

namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>struct open_how of openat2(2).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    internal const nuint Size = 24;

    internal ulong Flags;
    internal ulong Mode;
    internal ulong Resolve;
}
