namespace OpenClaw.Tenancy.Directory;

/// <summary>Writes changes of the tenant directory, wherever they are kept. A singleton, safe for use by many threads.</summary>
/// <remarks>Who may call it is the host's to decide: it is a platform operator's tool. What a tenant may change of its own goes through permits.</remarks>
public interface IDirectoryWriter
{
    /// <summary>Whether what it writes outlives the process.</summary>
    bool IsDurable { get; }

    /// <summary>Writes a change, and returns when this process goes by it.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may count nevertheless.</param>
    /// <returns>Whether it counts, or why it was refused.</returns>
    /// <remarks>An exception means that it is not known whether the change counts.</remarks>
    Task<DirectoryWrite> WriteAsync(DirectoryChange change, CancellationToken cancellationToken);
}
