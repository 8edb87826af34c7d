using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.BreakGlass;

/// <summary>Makes a change of a grant: first what would refuse it, then the records, then the change. Where a record is missing, nothing happens.</summary>
internal sealed class GrantWriter(TenantDirectory directory, IDirectoryWriter writer, GrantTrail trail)
{
    private static readonly DirectoryRefusal NoRecord = new(DirectoryRefusalReason.Unspecified, "The record that must stand before it could not be made durable, so nothing was done. Look at the audit ledger.");

    internal async ValueTask<DirectoryResult<T>> WriteAsync<T>(ChangeBody body, GrantEvent happened, Func<T?> value, CancellationToken cancellationToken)
        where T : class
    {
        var change = DirectoryChange.Of(body);
        if (directory.RefusalOf(change) is { } refusal)
        {
            return DirectoryResult<T>.Refused(refusal);
        }

        // SECURITY: both trails before the change. A record of something that then lost a race is followed by the record of its refusal.
        return await trail.RecordAsync(happened, cancellationToken).ConfigureAwait(false)
            ? DirectoryResult<T>.Of(await writer.WriteAsync(change, cancellationToken).ConfigureAwait(false), value)
            : DirectoryResult<T>.Refused(NoRecord);
    }
}
