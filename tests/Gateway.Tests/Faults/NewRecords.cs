using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Hosting.Auditing;

namespace Gateway.Tests.Faults;

/// <summary>What came into a trail since a moment.</summary>
internal sealed class NewRecords
{
    private readonly IServiceProvider _services;
    private readonly TrailAccess _access;
    private readonly long _before;

    private NewRecords(IServiceProvider services, TrailAccess access, long before) => (_services, _access, _before) = (services, access, before);

    internal static async Task<NewRecords> BeginAsync(FaultWorld world, string trail)
    {
        IServiceProvider services = world.Gateway.App.Services;
        TenantId tenant = trail == "platform" ? TenantId.Platform : TenantId.From(trail);
        TrailAccess access = TrailAccess.DangerousForOperator(tenant, "a test shows what each request left in the trails of a host of its own");
        await services.GetRequiredService<JsonlAuditLedger>().FlushAsync(CancellationToken.None);
        return new NewRecords(services, access, (await services.GetRequiredService<JsonlAuditLedger>().Trails.HeadAsync(access, CancellationToken.None)).Length);
    }

    /// <summary>The reasons of the new ones; "none" is of something that was allowed.</summary>
    internal async Task<string[]> ReasonsAsync()
    {
        IReadOnlyList<AuditEntry> entries = await _services.GetRequiredService<JsonlAuditLedger>().Trails.ReadAsync(_access, _before + 1, int.MaxValue, CancellationToken.None);
        return [.. entries.Select(_services.GetRequiredService<TenantAudit>().RecordOf).Select(static r => r.Envelope.ReasonCode)];
    }
}
