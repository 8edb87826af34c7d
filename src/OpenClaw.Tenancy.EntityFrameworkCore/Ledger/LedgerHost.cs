using Microsoft.Extensions.Hosting;
using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.EntityFrameworkCore.Ledger;

/// <summary>Opens the ledger before any part of the host starts, keeps it while the host runs, and writes what was emitted when it stops.</summary>
/// <param name="ledger">The host's ledger, whichever it is: once it is there, it is known whether it is the database's.</param>
/// <param name="use">Whether it is.</param>
internal sealed class LedgerHost(IAuditLedger ledger, LedgerInUse use) : IHostedLifecycleService, IDisposable
{
    private readonly EntityAuditLedger? _ledger = ledger is null ? null : use.Ledger;
    private readonly CancellationTokenSource _stopping = new();
    private Task _keeping = Task.CompletedTask;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (_ledger?.FlushAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is TenancyConfigurationException refused)
        {
            throw new TenancyConfigurationException(refused.Errors);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _keeping = _ledger?.KeepAsync(_stopping.Token) ?? Task.CompletedTask;
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After the host has stopped listening: until then there are refusals to write.
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (_ledger?.FlushAsync(cancellationToken) ?? Task.CompletedTask).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            // A database that does not take it was logged, and a ledger that is closed has written all it had. The rest of the host stops as well.
        }
    }

    public void Dispose() => _stopping.Dispose();
}
