using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Contexts;

namespace Quickstart;

/// <summary>Stands where a host's DbContext would: it shows the rows of its scope's tenant and no others.</summary>
public sealed class AppDb(TenantContext tenant)
{
    internal static readonly Run[] Rows =
    [
        new("run-of-acme", TenantId.From("acme"), "for acme's eyes"),
        new("run-of-globex", TenantId.From("globex"), "for globex's eyes"),
    ];

    public IEnumerable<Run> Runs => Rows.Where(r => r.Tenant == tenant.Tenant);
}
