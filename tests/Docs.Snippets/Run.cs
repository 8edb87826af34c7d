using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Resources;

namespace Docs.Snippets;

/// <summary>What the pages' stores hold.</summary>
public sealed record Run(string Id, TenantId Tenant) : ITenantOwned
{
    TenantId? ITenantOwned.Tenant => Tenant;
}
