using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>A lock that is held. Nothing is read or written by it.</summary>
internal sealed class TenantFileLock(SafeFileHandle file) : IDisposable
{
    public void Dispose() => file.Dispose();
}
