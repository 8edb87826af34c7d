using Microsoft.Extensions.Hosting;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>Refuses the start where the directory puts more than one tenant on a cell.</summary>
internal sealed class IngressStart(CellRegistry registry) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        string[] errors = [.. registry.Errors()];
        return errors.Length == 0 ? Task.CompletedTask : throw new TenancyConfigurationException(errors);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
