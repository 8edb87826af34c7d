using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Samples.Gateway.Hosting;
using OpenClaw.Tenancy.Signing;

namespace OpenClaw.Tenancy.Samples.Gateway.Commands;

/// <summary>The ledger of a data folder and its key, without a gateway. One may serve the folder meanwhile.</summary>
internal static class AuditHost
{
    internal static ServiceProvider Open(string data)
    {
        data = Path.GetFullPath(data);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTenancy(static o => o.Mode = TenancyMode.Shared).AddGatewayLedger(data);
        return services.BuildServiceProvider();
    }

    /// <summary>What can be read of the ledger. Where no gateway writes it, the reading is recorded first.</summary>
    /// <returns>The ledger, and whether the reading stands in it.</returns>
    /// <exception cref="TenancyConfigurationException">It is not as it was written.</exception>
    internal static async Task<(IAuditTrailStore Store, bool IsRecorded)> ReadAsync(ServiceProvider services, string data, TenantId tenant, CancellationToken cancellationToken)
    {
        JsonlAuditLedger ledger;
        try
        {
            ledger = services.GetRequiredService<JsonlAuditLedger>();
        }
        catch (TenancyConfigurationException)
        {
            // A gateway writes it, which reading does not disturb; or it is damaged, which reading finds as well.
            return (JsonlLedgerArchive.Open(GatewayServices.LedgerFolder(Path.GetFullPath(data)), services.GetRequiredService<ITenancySigner>()), false);
        }

        await ledger.AppendAsync(
            new AuditEnvelope(tenant, services.GetRequiredService<TimeProvider>().GetUtcNow())
            {
                EffectiveTenant = TenantId.Platform,
                TargetTenant = tenant,
                Actor = Environment.UserName,
                Issuer = "machine",
                Action = "audit.export",
                Outcome = AuditOutcome.Allowed,
                ReasonCode = DenyReason.None.ToCode(),
                StatedReason = "exported on the machine by its operator",
            },
            cancellationToken);
        return (ledger.Trails, true);
    }
}
