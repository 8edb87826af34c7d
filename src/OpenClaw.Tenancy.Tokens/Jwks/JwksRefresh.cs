namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Reads an issuer's keys, one reading at a time and none too soon after another. Safe for use by many threads.</summary>
internal sealed class JwksRefresh : IDisposable
{
    private readonly Lock _lock = new();
    private readonly KeyMemory _memory = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly JwksDownload _download;
    private readonly JwksOptions _options;
    private readonly JwksReport _report;
    private readonly TimeProvider _time;
    private volatile JwksSnapshot _current = JwksSnapshot.Nothing;
    private Task _reading = Task.CompletedTask;
    private ClockMark? _began;

    internal JwksRefresh(JwksOptions options, JwksReport report, TimeProvider time) =>
        (_download, _options, _report, _time) = (new JwksDownload(options.Address!), options, report, time);

    internal JwksSnapshot Current => _current;

    public void Dispose()
    {
        // The source of the token is not disposed of: a reading that is ending still asks it.
        _stopping.Cancel();
        _download.Dispose();
    }

    /// <summary>Joins the reading that is under way, or begins one unless it is too soon. The task never fails.</summary>
    internal Task ReadAsync()
    {
        lock (_lock)
        {
            // SECURITY: tokens with invented key ids wait for one reading together, and then for none until the interval has passed.
            if (!_reading.IsCompleted || (_began is { } last && last.Age(_time) < _options.MinRefreshInterval))
            {
                return _reading;
            }

            ClockMark began = ClockMark.Now(_time);
            _began = began;
            return _reading = Task.Run(() => ReadAsync(began));
        }
    }

    private async Task ReadAsync(ClockMark began)
    {
        JwksReading reading;
        using (var timeout = new CancellationTokenSource(_options.Timeout, _time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token))
        {
            reading = await _download.ReadAsync(either.Token).ConfigureAwait(false);
        }

        // SECURITY: an id that means another key than before is a mistake or an attack. Which one is right is not guessed: the
        // answer counts for nothing, and what was known ages.
        if (reading.IsGood && !_memory.TryRemember(reading.Set))
        {
            reading = JwksReading.Refused(JwksFault.KeyChanged);
        }

        _current = _current.After(reading, began);
        if (!_stopping.IsCancellationRequested)
        {
            _report.Read(reading);
        }
    }
}
