using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Administration;

/// <summary>Waits for a writer as long as for every other dependency, and no longer. A change that is late may count nevertheless.</summary>
internal sealed class PatientDirectoryWriter(IDirectoryWriter writer, Patience patience) : IDirectoryWriter
{
    public bool IsDurable => writer.IsDurable;

    public Task<DirectoryWrite> WriteAsync(DirectoryChange change, CancellationToken cancellationToken) =>
        patience.WaitForAsync(new ValueTask<DirectoryWrite>(writer.WriteAsync(change, cancellationToken)), cancellationToken).AsTask();
}
