using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Reads the whole journal before the host listens, and then follows it: by signal, by poll, and when this process itself has written.</summary>
internal sealed partial class JournalFollower : IHostedLifecycleService, IAsyncDisposable, IDisposable
{
    private readonly JournalReading _reading;
    private readonly TenantDirectory _directory;
    private readonly IDirectorySignal? _signal;
    private readonly TimeProvider _time;
    private readonly TimeSpan _pollInterval;
    private readonly bool _isOff;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();

    // One mark for any number of reasons to read.
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _following = Task.CompletedTask;
    private Task _listening = Task.CompletedTask;
    private ITimer? _poll;

    public JournalFollower(
        JournalReading reading,
        TenantDirectory directory,
        TimeProvider time,
        IOptions<SharedDirectoryOptions> options,
        IOptions<TenancyOptions> tenancy,
        ILogger<JournalFollower> logger,
        IEnumerable<IDirectorySignal> signals)
    {
        (_reading, _directory, _time, _logger) = (reading, directory, time, logger);
        _pollInterval = options.Value.PollInterval;
        _isOff = tenancy.Value.Mode == TenancyMode.Disabled;
        _signal = signals.LastOrDefault();
    }

    /// <summary>Reads soon.</summary>
    internal void Wake() => _wake.Writer.TryWrite(true);

    // Before any part of the host starts, so before it listens.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (_isOff)
        {
            return;
        }

        try
        {
            _directory.FollowJournal();
            await _reading.LoadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(_logger, exception.GetType().Name, exception.Message);
            throw new TenancyConfigurationException([$"The shared tenant directory could not be loaded, so the host does not start: {exception.Message}"]);
        }

        _reading.Progress.Begin();
        _listening = _signal is null ? Task.CompletedTask : ListenAsync(_signal);
        _poll = _time.CreateTimer(static state => ((JournalFollower)state!).Wake(), this, _pollInterval, _pollInterval);
        _following = FollowAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After the host has stopped listening: until then its decisions need a fresh directory.
    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await Task.WhenAll(_following, _listening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        // The source of the token is not disposed of: tasks that are ending still ask it.
        _stopping.Cancel();
        _poll?.Dispose();
        _reading.Progress.End(new OperationCanceledException("The host has stopped."));
    }

    private async Task FollowAsync()
    {
        bool failed = false;
        await foreach (bool _ in _wake.Reader.ReadAllAsync(_stopping.Token).ConfigureAwait(false))
        {
            try
            {
                await _reading.CatchUpAsync(_stopping.Token).ConfigureAwait(false);
                if (failed)
                {
                    LogRecovered(_logger);
                }

                failed = false;
            }
            catch (JournalUnreadableException exception)
            {
                // SECURITY: what comes after a record that is not understood is not applied either; the contents age, and decisions end with them.
                LogUnreadable(_logger, exception.Message);
                _reading.Progress.End(exception);
                return;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                if (!failed)
                {
                    LogFailed(_logger, exception.GetType().Name, exception.Message);
                }

                // The next poll tries again. Until one succeeds the contents age.
                failed = true;
            }
        }
    }

    private async Task ListenAsync(IDirectorySignal signal)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(_stopping.Token).ConfigureAwait(false);
                Wake();
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                // A signal is a hint: the poll goes on without it.
                LogFailed(_logger, exception.GetType().Name, exception.Message);
                await Task.Delay(_pollInterval, _time, _stopping.Token).ConfigureAwait(false);
            }
        }
    }

    [LoggerMessage(EventId = 2102, EventName = "SharedDirectoryReadFailed", Level = LogLevel.Error, Message = "OCT2102: the journal of the shared tenant directory could not be read ({ExceptionType}: {Reason}). It is tried again at each poll; past MaxSnapshotAge every decision is refused.")]
    private static partial void LogFailed(ILogger logger, string exceptionType, string reason);

    [LoggerMessage(EventId = 2103, EventName = "SharedDirectoryUnreadable", Level = LogLevel.Critical, Message = "OCT2103: this process follows the shared tenant directory no more, and refuses every decision past MaxSnapshotAge: {Reason}")]
    private static partial void LogUnreadable(ILogger logger, string reason);

    [LoggerMessage(EventId = 2105, EventName = "SharedDirectoryReadAgain", Level = LogLevel.Information, Message = "OCT2105: the journal of the shared tenant directory is read again.")]
    private static partial void LogRecovered(ILogger logger);
}
