using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>openat2: the kernel resolves the path and enforces the rules at each step (Linux 5.6).</summary>
internal sealed class KernelWalk : PathWalk
{
    // SECURITY: a mount inside a root could show another tenant's files, so mounts are not crossed either: a volume of a tenant's is its root.
    private const ulong NoCrossing = 0x01;
    private const ulong NoMagicLinks = 0x02;
    private const ulong NoLinks = 0x04;
    private const ulong Beneath = 0x08;

    internal override bool IsKernels => true;

    /// <summary>Whether this kernel, and a filter in front of it, let the call through.</summary>
    internal static bool IsAvailable(SafeFileHandle directory)
    {
        int descriptor = LinuxCalls.OpenAt2(directory, ".\0"u8, OpenFlags.Walk, 0, NoCrossing | NoMagicLinks | NoLinks | Beneath);
        if (descriptor >= 0)
        {
            new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
        }

        return descriptor >= 0;
    }

    internal override int Open(SafeFileHandle root, in FileFacts facts, ReadOnlySpan<byte> path, int flags, int mode) =>
        LinuxCalls.OpenAt2(root, path, flags, mode, NoCrossing | NoMagicLinks | NoLinks | Beneath);
}
