using Microsoft.Win32.SafeHandles;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>The calls that change files and their names, in one place, so that each of them can fail in a test as no disk at hand does.</summary>
/// <param name="write">Writes all bytes at an offset, or throws with any part of them written.</param>
/// <param name="sync">Returns when the contents are on the disk.</param>
/// <param name="cut">Sets the length.</param>
/// <param name="move">Gives a file another name, and with true takes the place of one that has it.</param>
/// <param name="syncNames">Returns when the names in a folder are on the disk.</param>
internal sealed class DiskCalls(
    Action<SafeFileHandle, ReadOnlyMemory<byte>, long> write,
    Action<SafeFileHandle> sync,
    Action<SafeFileHandle, long> cut,
    Action<string, string, bool> move,
    Action<string> syncNames)
{
    internal static readonly DiskCalls Real = new(
        static (handle, bytes, offset) => RandomAccess.Write(handle, bytes.Span, offset), LastingFiles.FlushFile, RandomAccess.SetLength, File.Move, LastingFiles.FlushFolder);

    internal void Write(SafeFileHandle handle, ReadOnlyMemory<byte> bytes, long offset) => write(handle, bytes, offset);

    internal void Sync(SafeFileHandle handle) => sync(handle);

    internal void Cut(SafeFileHandle handle, long length) => cut(handle, length);

    internal void Move(string from, string to, bool overwrite) => move(from, to, overwrite);

    internal void SyncNames(string folder) => syncNames(folder);
}
