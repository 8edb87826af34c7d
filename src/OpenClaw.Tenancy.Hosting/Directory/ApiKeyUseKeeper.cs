using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>Reads at start when API keys were last used, and keeps what this process saw every minute and when it stops. A request writes nothing.</summary>
/// <remarks>It is for people alone: what cannot be read or kept is logged, and stops nothing.</remarks>
internal sealed partial class ApiKeyUseKeeper(
    IEnumerable<IApiKeyUses> stores, TenantDirectory directory, TimeProvider time, IOptions<TenancyOptions> tenancy, ILogger<ApiKeyUseKeeper> logger)
    : IHostedLifecycleService, IDisposable
{
    private const int PageSize = 1_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly IApiKeyUses? _store = tenancy.Value.Mode == TenancyMode.Disabled ? null : stores.LastOrDefault();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task _keeping = Task.CompletedTask;
    private ITimer? _timer;
    private bool _failed;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After the journal was read, so that the keys are known.
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_store is null)
        {
            return;
        }

        await TryAsync(ReadAsync, _store, cancellationToken).ConfigureAwait(false);
        _timer = time.CreateTimer(static state => ((ApiKeyUseKeeper)state!)._due.Writer.TryWrite(true), this, Interval, Interval);
        _keeping = KeepOnAsync(_store);
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After the last request.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_store is not null)
        {
            await TryAsync(KeepAsync, _store, cancellationToken).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        // The source of the token is not disposed of: what is ending still asks it.
        _stopping.Cancel();
        _timer?.Dispose();
    }

    private async Task KeepOnAsync(IApiKeyUses store)
    {
        await foreach (bool _ in _due.Reader.ReadAllAsync(_stopping.Token).ConfigureAwait(false))
        {
            await TryAsync(KeepAsync, store, _stopping.Token).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(IApiKeyUses store, CancellationToken cancellationToken)
    {
        ApiKeyUse? last = null;
        IReadOnlyList<ApiKeyUse> page;
        do
        {
            page = await store.ReadAsync(last, PageSize, cancellationToken).ConfigureAwait(false);
            directory.NoteKeptKeyUses(page);
            last = page.Count == 0 ? last : page[^1];
        }
        while (page.Count >= PageSize);
    }

    private async Task KeepAsync(IApiKeyUses store, CancellationToken cancellationToken)
    {
        IReadOnlyList<ApiKeyUse> uses = directory.UnkeptKeyUses();
        if (uses.Count != 0)
        {
            await store.KeepAsync(uses, cancellationToken).ConfigureAwait(false);
            directory.NoteKeptKeyUses(uses);
        }
    }

    private async Task TryAsync(Func<IApiKeyUses, CancellationToken, Task> act, IApiKeyUses store, CancellationToken cancellationToken)
    {
        try
        {
            await act(store, cancellationToken).ConfigureAwait(false);
            _failed = false;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_failed)
            {
                LogFailed(logger, exception.GetType().Name, exception.Message);
            }

            // What was not kept is kept the next time.
            _failed = true;
        }
    }

    [LoggerMessage(EventId = 2121, EventName = "ApiKeyUsesNotKept", Level = LogLevel.Warning, Message = "OCT2121: when API keys were last used could not be read or kept ({ExceptionType}: {Reason}). It is tried again every minute; no request waits for it.")]
    private static partial void LogFailed(ILogger logger, string exceptionType, string reason);
}
