using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.TestKit;

namespace ControlPlane.Tests.Support;

internal static class Trail
{
    internal static async Task<IReadOnlyList<AuditEnvelope>> ReadAsync(IServiceProvider services, TenantId tenant)
    {
        // What a refusal leaves is written in the background.
        await services.GetRequiredService<JsonlAuditLedger>().FlushAsync(CancellationToken.None);
        return [.. (await services.ReadTrailAsync(tenant)).Select(static r => r.Envelope)];
    }
}
