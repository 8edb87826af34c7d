namespace OpenClaw.Tenancy.Directory;

/// <summary>Changes the directory of this process alone: where nothing is shared, and nothing outlives the process.</summary>
internal sealed class OwnDirectoryWriter(TenantDirectory directory) : IDirectoryWriter
{
    public bool IsDurable => false;

    public Task<DirectoryWrite> WriteAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(directory.Change(change));
    }
}
