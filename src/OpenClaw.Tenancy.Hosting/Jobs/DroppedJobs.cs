using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Hosting.Jobs;

/// <summary>Says how many jobs end with the process that keeps them in its memory.</summary>
internal sealed partial class DroppedJobs(InProcessJobStore store, ILogger<DroppedJobs> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (store.Count is var left && left > 0)
        {
            LogDropped(logger, left);
        }

        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 2604, EventName = "JobsDropped", Level = LogLevel.Warning, Message = "OCT2604: the host stops, and {Count} jobs that it keeps in its memory end with it.")]
    private static partial void LogDropped(ILogger logger, int count);
}
