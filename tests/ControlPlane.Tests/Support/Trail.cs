using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Hosting.Auditing;

namespace ControlPlane.Tests.Support;

internal static class Trail
{
    internal static async Task<IReadOnlyList<AuditEnvelope>> ReadAsync(JsonlAuditLedger ledger, TenantId tenant)
    {
        // What a refusal leaves is written in the background.
        await ledger.FlushAsync(CancellationToken.None);
        return [.. (await ledger.ReadAsync(tenant, 0, int.MaxValue, CancellationToken.None)).Select(static r => r.Envelope)];
    }
}
