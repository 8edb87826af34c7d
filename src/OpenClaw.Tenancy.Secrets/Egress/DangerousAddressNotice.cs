using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Says at start which addresses were opened that are not public.</summary>
internal sealed partial class DangerousAddressNotice(EgressOptions options, ILogger<DangerousAddressNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (ConnectorDefinition connector in options.Connectors)
        {
            foreach (DangerousAddress opened in connector.DangerousAddresses)
            {
                LogOpened(logger, connector.Name, opened.Address, opened.Reason);
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 2311, EventName = "DangerousAddressOpened", Level = LogLevel.Warning, Message = "OCT2311: the connector {Connector} may reach {Address}, which is not public: {Reason}")]
    private static partial void LogOpened(ILogger logger, string connector, string address, string reason);
}
