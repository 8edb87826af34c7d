using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Writes changes of the shared tenant directory. A singleton, safe for use by many threads.</summary>
/// <remarks>Who may call it is the host's to decide: it is a platform operator's tool and no tenant's.</remarks>
public sealed class DirectoryWriter : IDirectoryWriter
{
    private readonly IDirectoryJournal _journal;
    private readonly TenantDirectory _directory;
    private readonly JournalFollower _follower;
    private readonly JournalProgress _progress;

    internal DirectoryWriter(IDirectoryJournal journal, TenantDirectory directory, JournalFollower follower, JournalProgress progress) =>
        (_journal, _directory, _follower, _progress) = (journal, directory, follower, progress);

    /// <inheritdoc />
    public bool IsDurable => true;

    /// <summary>Appends a change, and waits until this process has applied it. Other processes follow by signal or poll.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may be durable nevertheless, and is then applied.</param>
    /// <returns>The place of the change in the journal, or why it is refused.</returns>
    /// <exception cref="InvalidOperationException">The change is durable, and this process follows the journal no more.</exception>
    public async Task<DirectoryWrite> WriteAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (_directory.RefusalOf(change) is { } early)
        {
            return DirectoryWrite.Refused(0, early);
        }

        long entered = _progress.Enter();
        try
        {
            long sequence = await _journal.AppendAsync(change, cancellationToken).ConfigureAwait(false);
            _follower.Wake();

            // What became of it is decided by its turn in the journal: another process may have been first.
            return await _progress.WaitForAsync(sequence, cancellationToken).ConfigureAwait(false) is { } refusal
                ? DirectoryWrite.Refused(sequence, refusal)
                : DirectoryWrite.Applied(sequence);
        }
        finally
        {
            _progress.Leave(entered);
        }
    }

    /// <summary>Waits until this process has applied what another one wrote: after it has told its sequence, say.</summary>
    /// <param name="sequence">The place of the change in the journal.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when the change counts here.</returns>
    /// <exception cref="InvalidOperationException">This process follows the journal no more.</exception>
    public async Task WaitForAsync(long sequence, CancellationToken cancellationToken)
    {
        _follower.Wake();
        await _progress.WaitForAsync(sequence, cancellationToken).ConfigureAwait(false);
    }
}
