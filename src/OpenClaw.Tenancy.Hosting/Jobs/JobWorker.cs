using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Telemetry;

namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>Takes jobs in turns over tenants and runs them, so many at once.</summary>
/// <remarks>
/// When the host stops it takes no more, and lets what runs come to its end for as long as the host waits. What is cut short then comes
/// again, and the attempt does not count.
/// </remarks>
internal sealed partial class JobWorker(
    ITenantJobStore store, TenantJobRunner runner, IOptions<JobWorkerOptions> options, TenancyTelemetry telemetry, TimeProvider time, ILogger<JobWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly JobWorkerOptions _options = options.Value;
    private readonly RunningJobs _running = new(options.Value.MaxParallelPerTenant);
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private CancellationTokenSource _cut = new();
    private Task _renewing = Task.CompletedTask;
    private IDisposable? _observed;
    private bool _failed;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _cut = new CancellationTokenSource();
        _observed ??= telemetry.Observe(TenancyCount.JobsRunning, () => _running.Count);

        // SECURITY: what the worker starts is the worker's, and carries nothing of whoever starts the host.
        return Detached.Run(() => base.StartAsync(cancellationToken));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        Task all = Task.WhenAll(_running.All.Select(static j => j.Work));
        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _cut.CancelAsync().ConfigureAwait(false);

        // Whoever heeds his cancellation gives his job back now; what another holds comes again when its lease is over.
        await Task.WhenAny(Task.WhenAll(all, _renewing), Task.Delay(LongestWait, time, CancellationToken.None)).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _cut.Cancel();
        _observed?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();

        // What runs is renewed to its end, also when no more is taken.
        _renewing = RenewOnAsync(_cut.Token);
        await Task.WhenAll(TakeOnAsync(stoppingToken), ListenAsync(stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TakeOnAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            LeasedJob? job = _running.Count < _options.MaxParallel && runner.Kinds.Count > 0 ? await TryTakeAsync(stopping).ConfigureAwait(false) : null;
            if (job is null)
            {
                await WaitAsync(stopping).ConfigureAwait(false);
            }
            else
            {
                Begin(job);
            }
        }
    }

    private async Task<LeasedJob?> TryTakeAsync(CancellationToken stopping)
    {
        try
        {
            var turn = new JobTurn { Kinds = runner.Kinds, Except = _running.Busy, Only = runner.Only, Lease = _options.Lease };
            LeasedJob? job = await store.TakeAsync(turn, stopping).ConfigureAwait(false);
            NoteBack();
            return job;
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            NoteFailed(exception);
            return null;
        }
    }

    // Until a job has ended, the store says something, or it is time to look. A store that fails is asked at the same pace.
    private async Task WaitAsync(CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task<bool> woken = _wake.Reader.WaitToReadAsync(over.Token).AsTask();
        await Task.WhenAny(woken, Task.Delay(_options.PollInterval, time, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        _wake.Reader.TryRead(out _);
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await store.WaitAsync(stopping).ConfigureAwait(false);
                Wake();
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                // The poll goes on meanwhile.
                NoteFailed(exception);
                await Task.Delay(LongestWait, time, stopping).ConfigureAwait(false);
            }
        }
    }

    // INVARIANT: three times in the span of a lease, so that one call which fails loses none.
    private async Task RenewOnAsync(CancellationToken cut)
    {
        while (!cut.IsCancellationRequested)
        {
            await Task.Delay(_options.Lease / 3, time, cut).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (RunningJob job in cut.IsCancellationRequested ? [] : _running.All)
            {
                await TryRenewAsync(job, cut).ConfigureAwait(false);
            }
        }
    }

    private async Task TryRenewAsync(RunningJob job, CancellationToken cut)
    {
        try
        {
            if (!await store.RenewAsync(job.Leased, _options.Lease, cut).ConfigureAwait(false))
            {
                await job.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            NoteFailed(exception);
        }
    }

    private void Begin(LeasedJob leased)
    {
        var job = new RunningJob(leased, _cut.Token);
        _running.Add(job);
        job.Begin(RunAsync);
    }

    private async Task RunAsync(RunningJob job)
    {
        try
        {
            JobSettlement settlement = await runner.RunAsync(job.Leased, job.Token).ConfigureAwait(false);

            // What was done is noted also while the host stops.
            await store.SettleAsync(job.Leased, settlement, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It comes again when its lease is over.
            NoteFailed(exception);
        }
        finally
        {
            _running.Remove(job);
            job.Release();
            Wake();
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);

    private void NoteFailed(Exception exception)
    {
        if (!Interlocked.Exchange(ref _failed, true))
        {
            LogFailed(logger, exception.GetType().Name, exception.Message);
        }
    }

    private void NoteBack()
    {
        if (Interlocked.Exchange(ref _failed, false))
        {
            LogBack(logger);
        }
    }

    [LoggerMessage(EventId = 2602, EventName = "JobStoreFailed", Level = LogLevel.Error, Message = "OCT2602: the store of jobs did not answer ({ExceptionType}: {Reason}). Jobs are taken again when it does; what ran meanwhile may run again.")]
    private static partial void LogFailed(ILogger logger, string exceptionType, string reason);

    [LoggerMessage(EventId = 2603, EventName = "JobStoreBack", Level = LogLevel.Information, Message = "OCT2603: the store of jobs answers again.")]
    private static partial void LogBack(ILogger logger);
}
