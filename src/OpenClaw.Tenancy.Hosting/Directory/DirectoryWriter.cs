using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Writes changes of the shared tenant directory. A singleton, safe for use by many threads.</summary>
/// <remarks>Who may call it is the host's to decide: it is a platform operator's tool and no tenant's.</remarks>
public sealed class DirectoryWriter
{
    private readonly IDirectoryJournal _journal;
    private readonly TenantDirectory _directory;
    private readonly JournalFollower _follower;
    private readonly JournalProgress _progress;

    internal DirectoryWriter(IDirectoryJournal journal, TenantDirectory directory, JournalFollower follower, JournalProgress progress) =>
        (_journal, _directory, _follower, _progress) = (journal, directory, follower, progress);

    /// <summary>Appends a change, and waits until this process has applied it. Other processes follow by signal or poll.</summary>
    /// <param name="change">The change.</param>
    /// <param name="cancellationToken">Ends the waiting; the change may be durable nevertheless, and is then applied.</param>
    /// <returns>The place of the change in the journal.</returns>
    /// <exception cref="ArgumentException">The change is refused: there is no such tenant, the id is taken, or the way to the status does not exist.</exception>
    /// <exception cref="InvalidOperationException">The change is durable, and this process follows the journal no more.</exception>
    public async Task<long> WriteAsync(DirectoryChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        Require(_directory.RefusalOf(change));
        _progress.Enter();
        try
        {
            long sequence = await _journal.AppendAsync(change, cancellationToken).ConfigureAwait(false);
            _follower.Wake();
            Require(await _progress.WaitForAsync(sequence, cancellationToken).ConfigureAwait(false));
            return sequence;
        }
        finally
        {
            _progress.Leave();
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

    private static void Require(string? refusal)
    {
        if (refusal is not null)
        {
            throw new ArgumentException(refusal);
        }
    }
}
