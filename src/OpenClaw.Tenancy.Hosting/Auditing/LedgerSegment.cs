using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>One file of a ledger, open for reading.</summary>
/// <param name="path">Its path.</param>
/// <param name="handle">The open file. It is closed when nobody reads it any more.</param>
internal sealed class LedgerSegment(string path, SafeFileHandle handle)
{
    internal string Path { get; } = path;

    internal SafeFileHandle Handle { get; } = handle;

    internal static LedgerSegment Open(string path) => new(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
}
