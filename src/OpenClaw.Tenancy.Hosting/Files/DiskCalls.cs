using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>The three calls that change a file, in one place, so that each of them can fail in a test as no disk at hand does.</summary>
/// <param name="write">Writes all bytes at an offset, or throws with any part of them written.</param>
/// <param name="sync">Returns when the contents are on the disk.</param>
/// <param name="cut">Sets the length.</param>
internal sealed class DiskCalls(
    Action<SafeFileHandle, ReadOnlyMemory<byte>, long> write, Action<SafeFileHandle> sync, Action<SafeFileHandle, long> cut)
{
    internal static readonly DiskCalls Real = new(
        static (handle, bytes, offset) => RandomAccess.Write(handle, bytes.Span, offset), RandomAccess.FlushToDisk, RandomAccess.SetLength);

    internal void Write(SafeFileHandle handle, ReadOnlyMemory<byte> bytes, long offset) => write(handle, bytes, offset);

    internal void Sync(SafeFileHandle handle) => sync(handle);

    internal void Cut(SafeFileHandle handle, long length) => cut(handle, length);
}
