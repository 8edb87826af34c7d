namespace OpenClaw.Tenancy.Directory;

/// <content>What is done when the directory follows a journal that several processes share.</content>
public sealed partial class TenantDirectory
{
    private bool _follows;

    /// <summary>The place of the last record that was applied or refused, or of the last change of this process's own; 0 before the first.</summary>
    public long AppliedSequence => Volatile.Read(ref _applied);

    /// <summary>From now on the directory is changed by the records of a journal alone. Until its first <see cref="ReportRefreshed"/> every decision is refused.</summary>
    /// <exception cref="InvalidOperationException">It holds tenants that were put there otherwise: another process would not know them.</exception>
    public void FollowJournal()
    {
        lock (_lock)
        {
            if (!_follows && _applied != 0)
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
    public DirectoryOutcome Apply(DirectoryRecord record, out DirectoryRefusal? refusal)
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
                refusal = new DirectoryRefusal(DirectoryRefusalReason.Unspecified, $"Record {_applied + 1} of the journal is missing: {record.Sequence} came in its place.");
                return DirectoryOutcome.Unreadable;
            }

            if (!DirectoryChange.TryRead(record.Change, out DirectoryChange? change))
            {
                refusal = new DirectoryRefusal(DirectoryRefusalReason.Unspecified, $"Record {record.Sequence} of the journal is not understood: another version wrote it, or it was changed.");
                return DirectoryOutcome.Unreadable;
            }

            // INVARIANT: the place and the moment are the record's, the same in every process, and not those of the reading.
            var at = new DirectoryMoment(record.Sequence, record.RecordedAt.UtcTicks);
            refusal = change.Body.RefusalIn(_world, in at);
            if (refusal is null)
            {
                change.Body.CommitTo(_world, in at);
            }

            Advance(record.Sequence);
            return refusal is null ? DirectoryOutcome.Applied : DirectoryOutcome.Refused;
        }
    }

    /// <summary>Whether it is changed by the records of a journal alone: then places mean the same in every process.</summary>
    internal bool Follows => Volatile.Read(ref _follows);

    private void RequireOwn()
    {
        if (Volatile.Read(ref _follows))
        {
            throw new InvalidOperationException(
                "The directory follows a journal, so that all processes agree. Write the change through DirectoryWriter, and leave AddTenants and other AddDirectory calls out.");
        }
    }
}
