using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Storage.Files.Linux;

/// <summary>A way to open a relative path below a directory handle without following a link and without leaving its mount.</summary>
internal abstract class PathWalk
{
    private protected PathWalk()
    {
    }

    /// <summary>Whether the kernel itself holds the rules.</summary>
    internal abstract bool IsKernels { get; }

    /// <summary>Opens a path.</summary>
    /// <param name="root">The directory.</param>
    /// <param name="facts">What is known of it; its mount is not left.</param>
    /// <param name="path">The path in UTF-8 with NUL behind it; no part of it is empty, <c>.</c> or <c>..</c>.</param>
    /// <param name="flags">The flags.</param>
    /// <param name="mode">The mode of what is created, else zero.</param>
    /// <returns>A descriptor, or the negated error number.</returns>
    internal abstract int Open(SafeFileHandle root, in FileFacts facts, ReadOnlySpan<byte> path, int flags, int mode);
}
