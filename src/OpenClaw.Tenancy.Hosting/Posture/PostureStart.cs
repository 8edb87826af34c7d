using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.Hosting.Posture;

/// <summary>Looks at the posture before any part of the host starts, and refuses the start in production.</summary>
internal sealed partial class PostureStart(
    TenancyPosture posture, IOptions<TenancyPostureOptions> options, IHostEnvironment environment, ILogger<PostureStart> logger) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        TenancyPostureReport report = await posture.LookAsync(cancellationToken).ConfigureAwait(false);
        if (!report.IsSound && (options.Value.RefusesStart ?? environment.IsProduction()))
        {
            throw new TenancyConfigurationException([.. report.Items.Where(static i => i.State == TenancyPostureState.Found)
                .SelectMany(static i => i.Findings.Select(f => $"OCT2901: {i.NoGo.ToCode()}: {f}"))]);
        }

        foreach (TenancyPostureItem item in report.Items)
        {
            foreach (string finding in item.Findings)
            {
                LogFinding(logger, item.NoGo.ToCode(), finding, item.Reason ?? "not accepted");
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 2901, EventName = "PostureFinding", Level = LogLevel.Warning, Message = "OCT2901: {NoGo}: {Finding} ({Reason})")]
    private static partial void LogFinding(ILogger logger, string noGo, string finding, string reason);
}
