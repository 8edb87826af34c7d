using Microsoft.Extensions.Hosting;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>Asks each cell now and then whether it lives, so that a dead one is known before a tenant asks, and a mended one soon after.</summary>
internal sealed class CellWatch(CellRegistry registry, TimeProvider time) : BackgroundService
{
    private static readonly Uri Path = new("/healthz", UriKind.Relative);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(registry.Cells.Where(static c => c.Options.ProbeInterval > TimeSpan.Zero).Select(c => WatchAsync(c, stoppingToken)));

    private async Task WatchAsync(Cell cell, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(cell.Options.ProbeInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            if (await LivesAsync(cell, stoppingToken).ConfigureAwait(false))
            {
                cell.Lives();
            }
            else
            {
                registry.Failed(cell, CellFault.Unreachable);
            }
        }
    }

    private async Task<bool> LivesAsync(Cell cell, CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(cell.Options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(cell.Address, Path));
            using HttpResponseMessage response = await cell.Invoker.SendAsync(request, either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or IOException && !stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
