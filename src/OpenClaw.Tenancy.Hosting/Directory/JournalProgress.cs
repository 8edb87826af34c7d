using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>How far this process has followed the journal, and what it refused on the way, for those who wait for their own change.</summary>
internal sealed class JournalProgress
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, DirectoryRefusal> _refused = [];
    private TaskCompletionSource _moved = New();
    private long _applied;

    // How far the journal was followed when each writer came, the longest waiting first. His own change has its place after that.
    private readonly List<long> _writers = [];
    private bool _begun;
    private Exception? _ended;

    /// <summary>The host follows the journal from now on.</summary>
    internal void Begin()
    {
        lock (_lock)
        {
            _begun = true;
        }
    }

    /// <summary>Begins to keep refusals; before the append, so that none is missed.</summary>
    /// <exception cref="InvalidOperationException">This process does not follow the journal, so that nobody would see the change applied.</exception>
    /// <returns>What he hands back when he leaves.</returns>
    internal long Enter()
    {
        lock (_lock)
        {
            if (!_begun || _ended is not null)
            {
                throw new InvalidOperationException(
                    "This process does not follow the shared directory, and nothing was written: its host has not started, has stopped, has tenancy disabled, or met a record that it does not understand (OCT2103).",
                    _ended);
            }

            _writers.Add(_applied);
            return _applied;
        }
    }

    /// <summary>Forgets what nobody who is still there can wait for.</summary>
    internal void Leave(long entered)
    {
        lock (_lock)
        {
            _writers.Remove(entered);
            long nobodys = _writers.Count == 0 ? long.MaxValue : _writers[0];
            foreach (long sequence in _refused.Keys)
            {
                if (sequence <= nobodys)
                {
                    _refused.Remove(sequence);
                }
            }
        }
    }

    internal void Advance(long sequence, DirectoryRefusal? refusal)
    {
        lock (_lock)
        {
            if (refusal is not null && _writers.Count != 0)
            {
                _refused[sequence] = refusal;
            }

            _applied = sequence;
            Wake();
        }
    }

    /// <summary>Ends every waiting, now and later: nothing more will be applied.</summary>
    internal void End(Exception reason)
    {
        lock (_lock)
        {
            _ended ??= reason;
            Wake();
        }
    }

    /// <summary>Waits until the record was applied or refused.</summary>
    /// <returns>Why it was refused, or null.</returns>
    internal async Task<DirectoryRefusal?> WaitForAsync(long sequence, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_applied >= sequence)
                {
                    return _refused.GetValueOrDefault(sequence);
                }

                if (_ended is not null)
                {
                    throw new InvalidOperationException("The change is durable, and this process follows the journal no more. Look at its log, and start it anew.", _ended);
                }

                moved = _moved.Task;
            }

            await moved.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Wake()
    {
        TaskCompletionSource moved = _moved;
        _moved = New();
        moved.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
