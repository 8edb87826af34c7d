using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>Ends connections when the directory changes, when a credential ends, and when the host stops.</summary>
internal sealed class LiveWatch(LiveConnections connections, TenantDirectory directory, IOptions<LiveOptions> options, TimeProvider time, IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The server waits for its connections before it stops, so they are told first.
        using CancellationTokenRegistration stopping = lifetime.ApplicationStopping.Register(connections.EndAll);
        while (!stoppingToken.IsCancellationRequested)
        {
            // INVARIANT: the place is read before the look, so that what changes behind it ends the wait.
            long seen = directory.AppliedSequence;
            await WaitAsync(seen, connections.Recheck(), stoppingToken).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(long seen, long nextTicks, CancellationToken stoppingToken)
    {
        long left = Math.Max(0, nextTicks - time.GetUtcNow().UtcTicks);
        TimeSpan wait = left < options.Value.RecheckInterval.Ticks ? TimeSpan.FromTicks(left) : options.Value.RecheckInterval;
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        await Task.WhenAny(
            directory.ChangedAsync(seen, waiting.Token), connections.SoonerAsync(waiting.Token), Task.Delay(wait, time, waiting.Token)).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
    }
}
