using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.BreakGlass;

namespace OpenClaw.Tenancy.Hosting.BreakGlass;

/// <summary>Writes down every few seconds which break-glass grants have ended by themselves. No decision waits for it.</summary>
internal sealed partial class GrantEnds(GrantCloser closer, TimeProvider time, ILogger<GrantEnds> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _closing = Task.CompletedTask;
    private ITimer? _timer;
    private bool _failed;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(static state => ((GrantEnds)state!)._due.Writer.TryWrite(true), this, Interval, Interval);
        _closing = CloseOnAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        await _closing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        // The source of the token is not disposed of: what is ending still asks it.
        _stopping.Cancel();
        _timer?.Dispose();
    }

    private async Task CloseOnAsync()
    {
        await foreach (bool _ in _due.Reader.ReadAllAsync(_stopping.Token).ConfigureAwait(false))
        {
            await TryCloseAsync().ConfigureAwait(false);
        }
    }

    private async Task TryCloseAsync()
    {
        try
        {
            await closer.CloseEndedAsync(_stopping.Token).ConfigureAwait(false);
            _failed = false;
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            if (!_failed)
            {
                LogFailed(logger, exception.GetType().Name, exception.Message);
            }

            // What was not written down is written down the next time.
            _failed = true;
        }
    }

    [LoggerMessage(EventId = 2122, EventName = "GrantEndsNotRecorded", Level = LogLevel.Error, Message = "OCT2122: the end of a break-glass grant could not be written down ({ExceptionType}: {Reason}). It is tried again every few seconds; the grant is over all the same.")]
    private static partial void LogFailed(ILogger logger, string exceptionType, string reason);
}
