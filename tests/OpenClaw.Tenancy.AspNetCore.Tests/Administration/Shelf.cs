using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Administration;

/// <summary>What a host keeps for its tenants: one thing for each that a test names.</summary>
public sealed class Shelf(params string[] holders) : ITenantHoldings
{
    public HashSet<string> Holders { get; } = [.. holders];

    public bool Fails { get; set; }

    public ValueTask<bool> AnyAsync(TenantContext tenant, CancellationToken cancellationToken) =>
        Fails ? throw new IOException("secret-in-the-message") : new ValueTask<bool>(Holders.Contains(tenant.Claim.Tenant.ToString()));

    public ValueTask EraseAsync(TenantContext tenant, CancellationToken cancellationToken)
    {
        Holders.Remove(tenant.Claim.Tenant.ToString());
        return ValueTask.CompletedTask;
    }
}
