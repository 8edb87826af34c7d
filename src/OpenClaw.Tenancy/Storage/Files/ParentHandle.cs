using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>The handle of a directory that is about to be changed; the root's own is left open.</summary>
internal sealed class ParentHandle(SafeFileHandle handle, bool owns) : IDisposable
{
    internal SafeFileHandle Handle { get; } = handle;

    public void Dispose()
    {
        if (owns)
        {
            Handle.Dispose();
        }
    }
}
