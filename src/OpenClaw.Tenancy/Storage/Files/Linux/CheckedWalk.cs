using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>One component after the other, each opened relative to the handle of the one before and without following a link.</summary>
/// <remarks>For kernels, or filters in front of them, without openat2. A directory that somebody with the host's rights moves out of the root in the middle of a walk is followed to where it goes.</remarks>
internal sealed class CheckedWalk : PathWalk
{
    internal override bool IsKernels => false;

    internal override int Open(SafeFileHandle root, in FileFacts facts, ReadOnlySpan<byte> path, int flags, int mode)
    {
        Span<byte> name = stackalloc byte[path.Length];
        SafeFileHandle current = root;
        try
        {
            while (true)
            {
                int slash = path.IndexOf((byte)'/');
                ReadOnlySpan<byte> part = slash < 0 ? path : Terminated(path[..slash], name);
                if (slash < 0)
                {
                    return Step(current, part, flags, mode);
                }

                int descriptor = Step(current, part, OpenFlags.Walk, 0);
                if (descriptor < 0)
                {
                    return descriptor;
                }

                SafeFileHandle next = new(descriptor, ownsHandle: true);
                Release(current, root);
                current = next;
                path = path[(slash + 1)..];

                // SECURITY: before anything is created in it, so that a mount is left as it was found.
                int error = LinuxCalls.Facts(current, "\0"u8, out FileFacts found);
                if (error < 0 || !found.IsSameMount(in facts))
                {
                    return error < 0 ? error : -Errno.OtherDevice;
                }
            }
        }
        finally
        {
            Release(current, root);
        }
    }

    private static int Step(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, int mode)
    {
        int descriptor = LinuxCalls.OpenAt(directory, name, flags | OpenFlags.NoFollow, mode);
        bool isLink = descriptor == -Errno.NotDirectory && LinuxCalls.Facts(directory, name, out FileFacts found) >= 0 && found.IsLink;
        return isLink ? -Errno.Loop : descriptor;
    }

    private static ReadOnlySpan<byte> Terminated(ReadOnlySpan<byte> part, Span<byte> buffer)
    {
        part.CopyTo(buffer);
        buffer[part.Length] = 0;
        return buffer[..(part.Length + 1)];
    }

    private static void Release(SafeFileHandle handle, SafeFileHandle root)
    {
        if (!ReferenceEquals(handle, root))
        {
            handle.Dispose();
        }
    }
}
