using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Hosting.Auditing;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Tells which records a request left in each trail.</summary>
public sealed class TrailWatch
{
    private static readonly TenantId[] Trails = [TenantId.From("acme"), TenantId.From("globex"), TenantId.From("initech"), TenantId.Platform];

    private readonly IServiceProvider _services;
    private readonly Dictionary<TenantId, long> _before = [];

    private TrailWatch(IServiceProvider services) => _services = services;

    public static async Task<TrailWatch> BeginAsync(IServiceProvider services)
    {
        var watch = new TrailWatch(services);
        foreach (TenantId trail in Trails)
        {
            watch._before[trail] = (await watch.ReadAsync(trail, after: 0)).Count;
        }

        return watch;
    }

    public async Task<string[]> NewInAsync(string trail)
    {
        TenantId tenant = Trails.Single(t => t.ToString() == trail);

        // How often others asked is said once in a minute, whenever that is over, and belongs to no one request.
        return [.. (await ReadAsync(tenant, _before[tenant])).Where(static r => r.Envelope.Action != "access.from_outside").Select(static r => r.Envelope.ReasonCode)];
    }

    /// <summary>Records in the trail of a tenant that did not ask; the platform's own trail holds the truth of what others see as "not found".</summary>
    public async Task<int> NewElsewhereAsync(string trail)
    {
        int found = 0;
        foreach (TenantId other in Trails.Where(t => t.ToString() != trail && t != TenantId.Platform))
        {
            found += (await NewInAsync(other.ToString())).Length;
        }

        return found;
    }

    private async Task<IReadOnlyList<AuditRecord>> ReadAsync(TenantId trail, long after)
    {
        // What a refusal leaves is written in the background.
        await _services.GetRequiredService<JsonlAuditLedger>().FlushAsync(CancellationToken.None);
        TrailAccess access = TrailAccess.DangerousForOperator(trail, "the demo shows what each request left in the trails of a host of its own");
        IReadOnlyList<AuditEntry> entries = await _services.GetRequiredService<IAuditTrailStore>().ReadAsync(access, after + 1, int.MaxValue, CancellationToken.None);
        return [.. entries.Select(_services.GetRequiredService<TenantAudit>().RecordOf)];
    }
}
