namespace OpenClaw.Tenancy.Directory;

/// <content>What is done when the directory follows a journal that several processes share.</content>
public sealed partial class TenantDirectory
{
    private long _applied;
    private bool _follows;

    /// <summary>The place of the last record that was applied or refused; 0 before the first.</summary>
    public long AppliedSequence => Volatile.Read(ref _applied);

    /// <summary>From now on the directory is changed by the records of a journal alone. Until its first <see cref="ReportRefreshed"/> every decision is refused.</summary>
    /// <exception cref="InvalidOperationException">It holds tenants that were put there otherwise: another process would not know them.</exception>
    public void FollowJournal()
    {
        lock (_lock)
        {
            if (!_follows && _entries.Count != _fixed.Count)
            {
                throw new InvalidOperationException(
                    "The directory follows a journal, and holds tenants that this process alone was told of. Register them through DirectoryWriter, and leave AddTenants and other AddDirectory calls out.");
            }

            if (!_follows)
            {
                _follows = true;
                Volatile.Write(ref _freshUntilTicks, long.MinValue);
            }
        }
    }

    /// <summary>Applies the next record of the journal. All processes that were given the same records hold the same, generations included.</summary>
    /// <param name="record">The record whose place is one after <see cref="AppliedSequence"/>.</param>
    /// <param name="refusal">Why nothing was changed, or null.</param>
    /// <returns>Whether it counts, was refused in every process alike, or ends the following.</returns>
    /// <exception cref="InvalidOperationException"><see cref="FollowJournal"/> was not called.</exception>
    public DirectoryOutcome Apply(DirectoryRecord record, out string? refusal)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_lock)
        {
            if (!_follows)
            {
                throw new InvalidOperationException("The directory follows no journal. Call FollowJournal first.");
            }

            // INVARIANT: one after the other and none left out, or generations would differ between processes.
            if (record.Sequence != _applied + 1)
            {
                refusal = $"Record {_applied + 1} of the journal is missing: {record.Sequence} came in its place.";
                return DirectoryOutcome.Unreadable;
            }

            if (!DirectoryChange.TryRead(record.Change, out DirectoryChange? change))
            {
                refusal = $"Record {record.Sequence} of the journal is not understood: another version wrote it, or it was changed.";
                return DirectoryOutcome.Unreadable;
            }

            refusal = RefusalOf(change);
            if (refusal is null)
            {
                Commit(change, record.RecordedAt.UtcTicks);
            }

            Volatile.Write(ref _applied, record.Sequence);
            return refusal is null ? DirectoryOutcome.Applied : DirectoryOutcome.Refused;
        }
    }

    /// <summary>Says why a change would be refused as things stand now.</summary>
    /// <param name="change">The change.</param>
    /// <returns>A sentence with the fix, or null when it would be applied.</returns>
    public string? RefusalOf(DirectoryChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_lock)
        {
            return change.Registration is { } registration ? FaultOf(registration)
                : !_entries.TryGetValue(change.Tenant, out TenantEntry? entry) ? "There is no such tenant. Add it to the directory first."
                : change.Kind == DirectoryChangeKind.StatusSet ? FaultOf(entry, change.Status)
                : null;
        }
    }

    // INVARIANT: the moment is the record's, the same in every process, and not that of the reading.
    private void Commit(DirectoryChange change, long recordedTicks)
    {
        if (change.Registration is { } registration)
        {
            Put(registration);
            return;
        }

        TenantEntry entry = _entries[change.Tenant];
        switch (change.Kind)
        {
            case DirectoryChangeKind.StatusSet:
                entry.MoveTo(change.Status, recordedTicks);
                break;
            case DirectoryChangeKind.MemberRevoked:
                entry.Members.Revoke(change.Issuer, change.Holder, recordedTicks, change.MayReturn);
                break;
            case DirectoryChangeKind.MemberReinstated:
                entry.Members.Reinstate(change.Issuer, change.Holder);
                break;
            default:
                entry.Credentials.Revoke(change.Issuer, change.Holder, recordedTicks, aliveAfter: false);
                break;
        }
    }

    private void RequireOwn()
    {
        if (Volatile.Read(ref _follows))
        {
            throw new InvalidOperationException(
                "The directory follows a journal, so that all processes agree. Write the change through DirectoryWriter, and leave AddTenants and other AddDirectory calls out.");
        }
    }
}
