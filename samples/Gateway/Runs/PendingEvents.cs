namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>What an agent has said and nobody has seen yet. It is kept in parts, so that an agent that speaks fast does not take a transaction for each word.</summary>
/// <param name="keep">Keeps a part; false when the run has ended.</param>
/// <param name="time">The clock.</param>
internal sealed class PendingEvents(Func<IReadOnlyList<RunEvent>, ValueTask<bool>> keep, TimeProvider time) : IDisposable
{
    private const int MaxPart = 256;
    private static readonly TimeSpan MaxWait = TimeSpan.FromMilliseconds(10);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _closing = new();
    private List<RunEvent> _said = [];
    private Task<bool> _keeping = Task.FromResult(true);
    private bool _isKeeping;

    /// <summary>Adds an event, which is kept soon; false when the run has ended.</summary>
    public async ValueTask<bool> AddAsync(RunEvent happened)
    {
        bool full;
        lock (_lock)
        {
            _said.Add(happened);
            full = _said.Count >= MaxPart;
            if (!_isKeeping && _keeping is { IsCompletedSuccessfully: true, Result: true })
            {
                _isKeeping = true;
                _keeping = KeepAsync();
            }
        }

        // An agent that is faster than the database waits for it, and what could not be kept ends the run.
        return !(full || _keeping.IsCompleted) || await _keeping;
    }

    /// <summary>Waits for what is being kept, and gives what is not: that goes with the end of the run.</summary>
    public async ValueTask<IReadOnlyList<RunEvent>> RestAsync()
    {
        List<RunEvent> rest;
        lock (_lock)
        {
            (rest, _said) = (_said, []);
        }

        await _closing.CancelAsync();
        await _keeping;
        return rest;
    }

    public void Dispose() => _closing.Dispose();

    private async Task<bool> KeepAsync()
    {
        CancellationToken closing = _closing.Token;
        while (true)
        {
            await Task.Delay(MaxWait, time, closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            List<RunEvent> part;
            lock (_lock)
            {
                if (_said.Count == 0)
                {
                    _isKeeping = false;
                    return true;
                }

                (part, _said) = (_said, []);
            }

            if (!await keep(part))
            {
                return false;
            }
        }
    }
}
