using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record TenantView(string Id, string Name, string? Region, TenantStatus Status, DateTimeOffset CreatedAt, long Version)
{
    internal static TenantView Of(TenantRecord tenant) => new(tenant.Id.ToString(), tenant.DisplayName, tenant.Region, tenant.Status, tenant.CreatedAt, tenant.Version);
}
