namespace OpenClaw.Tenancy.Directory;

/// <content>How one learns that something changed.</content>
public sealed partial class TenantDirectory
{
    private TaskCompletionSource? _change;

    /// <summary>Waits until a change was applied or refused behind a place. What came in between ends the wait at once.</summary>
    /// <param name="since">The <see cref="AppliedSequence"/> up to which everything was looked at.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that ends when <see cref="AppliedSequence"/> is another one. Any number may wait.</returns>
    public Task ChangedAsync(long since, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_applied != since)
            {
                return Task.CompletedTask;
            }

            // Whoever waits goes on in a thread of its own: nothing of his runs under the lock.
            _change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _change.Task.WaitAsync(cancellationToken);
        }
    }

    // Under the lock, so that nobody waits for what has happened.
    private void Advance(long sequence)
    {
        Volatile.Write(ref _applied, sequence);
        _change?.SetResult();
        _change = null;
    }
}
