using OpenClaw.Tenancy.Auditing;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Tells which records a request left in each trail.</summary>
public sealed class TrailWatch(InMemoryAuditLedger ledger)
{
    private static readonly TenantId[] Trails = [TenantId.From("acme"), TenantId.From("globex"), TenantId.Platform];

    private readonly Dictionary<TenantId, long> _before = Trails.ToDictionary(static t => t, t => Length(ledger, t));

    public string[] NewIn(string trail)
    {
        TenantId tenant = Trails.Single(t => t.ToString() == trail);
        return [.. ledger.Read(tenant).Where(r => r.Sequence > _before[tenant]).Select(static r => r.Envelope.ReasonCode)];
    }

    /// <summary>Records in the trail of a tenant that did not ask; the platform's own trail holds the truth of what others see as "not found".</summary>
    public int NewElsewhere(string trail) =>
        Trails.Where(t => t.ToString() != trail && t != TenantId.Platform).Sum(t => NewIn(t.ToString()).Length);

    private static long Length(InMemoryAuditLedger ledger, TenantId trail) => ledger.Read(trail) is [.., var last] ? last.Sequence : 0;
}
