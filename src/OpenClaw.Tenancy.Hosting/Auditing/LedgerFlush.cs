using Microsoft.Extensions.Hosting;

namespace OpenClaw.Tenancy.Hosting.Auditing;

/// <summary>Writes what was emitted when the host stops, also where nobody disposes of the host.</summary>
internal sealed class LedgerFlush(OpenedLedger opened) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After the host has stopped listening: until then there are refusals to write.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Another ledger may have taken this one's place.
            await (opened.Ledger is { } own ? own.FlushAsync(cancellationToken) : Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // A disk that does not take it was logged, and a ledger that is closed has written all it had. The rest of the host stops as well.
        }
    }
}
