using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>What a host keeps for its tenants, in memory.</summary>
internal sealed class Holdings : ITenantHoldings
{
    public HashSet<TenantId> Holds { get; } = [];

    public List<TenantId> Erased { get; } = [];

    /// <summary>Called before each look and each removal: it may throw, or bring something in.</summary>
    public Action<string> Before { get; set; } = static _ => { };

    public ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        bool any = Holds.Contains(tenant.Tenant);
        Before("any");
        return new ValueTask<bool>(any);
    }

    public ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        Before("erase");
        Holds.Remove(tenant.Tenant);
        Erased.Add(tenant.Tenant);
        return ValueTask.CompletedTask;
    }
}
