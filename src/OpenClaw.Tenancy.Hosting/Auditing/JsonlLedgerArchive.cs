using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Reads the files of a <see cref="JsonlAuditLedger"/> without writing: for a command beside a host, which may be running.</summary>
public static class JsonlLedgerArchive
{
    /// <summary>Reads and verifies the files once. What a host writes afterwards is not seen.</summary>
    /// <param name="folder">The folder of the ledger.</param>
    /// <param name="signer">The key of the ledger's checkpoints.</param>
    /// <returns>What can be read of it.</returns>
    /// <exception cref="TenancyConfigurationException">There is no ledger, it cannot be read, or it is not as it was written.</exception>
    public static IAuditTrailStore Open(string folder, ITenancySigner signer)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(signer);
        folder = Path.GetFullPath(folder);
        try
        {
            return LedgerLoad.Read(folder, signer.Key).Book is { } book ? new LedgerStore(book, signer) : throw new IOException("There is no ledger in it.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new TenancyConfigurationException([$"The folder '{folder}' cannot be read as an audit ledger. {exception.Message}"]);
        }
    }
}
