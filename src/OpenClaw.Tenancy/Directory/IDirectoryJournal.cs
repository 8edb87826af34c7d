namespace OpenClaw.Tenancy.Directory;

/// <summary>The changes of a tenant directory that several processes share, in one order.</summary>
/// <remarks>Implemented by a store. Safe for use by many threads and processes.</remarks>
public interface IDirectoryJournal
{
    /// <summary>Appends a change. It is durable when this returns.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may have been appended nevertheless.</param>
    /// <returns>Its place: one more than that of the change before it.</returns>
    ValueTask<long> AppendAsync(DirectoryChange change, CancellationToken cancellationToken);

    /// <summary>Reads changes in the order in which they became visible.</summary>
    /// <param name="afterSequence">The place after which to begin; 0 for the first.</param>
    /// <param name="max">How many to read at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>
    /// The next records. Fewer than <paramref name="max"/> means that these were all when the reading began. No record
    /// becomes visible after one with a higher place.
    /// </returns>
    ValueTask<IReadOnlyList<DirectoryRecord>> ReadAsync(long afterSequence, int max, CancellationToken cancellationToken);
}
