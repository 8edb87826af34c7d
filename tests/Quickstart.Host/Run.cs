using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Resources;

namespace Quickstart;

public sealed record Run(string Id, TenantId Tenant, string Note) : ITenantOwned
{
    TenantId? ITenantOwned.Tenant => Tenant;
}
