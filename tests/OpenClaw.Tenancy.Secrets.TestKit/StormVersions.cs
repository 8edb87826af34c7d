using System.Collections.Concurrent;

namespace OpenClaw.Tenancy.Secrets.TestKit;

/// <summary>The newest version of each tenant's secret whose making has returned: whoever begins to read afterwards sees no older one.</summary>
internal sealed class StormVersions
{
    private readonly ConcurrentDictionary<TenantId, int> _newest = new();

    internal int Newest(TenantId tenant) => _newest.GetValueOrDefault(tenant);

    internal void Returned(TenantId tenant, int version) => _newest[tenant] = version;
}
