using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Samples.Gateway.Hosting;

/// <summary>Wraps all data keys anew at a start that finds the key of secrets retired.</summary>
internal sealed partial class RetiredSecretKey(SecretKeyRewrap rewrap, ILogger<RetiredSecretKey> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        SecretChange change = await rewrap.DangerousRewrapAllAsync("the key of the data folder was changed", cancellationToken);
        if (change.IsDone)
        {
            LogDone();
        }
        else
        {
            // Both keys are known, so that nothing is closed; the next start goes on.
            LogFailed(change.Fault);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 3004, EventName = "SecretKeyRetired", Level = LogLevel.Information, Message = "All data keys are wrapped by the new key. The file secrets.key.retired is not needed any more.")]
    private partial void LogDone();

    [LoggerMessage(EventId = 3005, EventName = "SecretKeyNotRetired", Level = LogLevel.Error, Message = "Not all data keys are wrapped by the new key ({Fault}). Keep the file secrets.key.retired, and start again.")]
    private partial void LogFailed(SecretFault fault);
}
