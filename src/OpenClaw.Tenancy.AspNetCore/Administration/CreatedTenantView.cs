using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>A tenant that was created, with its first key: the only answer that holds it.</summary>
internal sealed record CreatedTenantView(string Id, string Name, string? Region, string PlatformApiKey, TenantStatus Status, DateTimeOffset CreatedAt)
{
    public override string ToString() => nameof(CreatedTenantView);

    internal static CreatedTenantView Of(CreatedTenant created) => new(
        created.Tenant.Id.ToString(), created.Tenant.DisplayName, created.Tenant.Region, created.Key.Text, created.Tenant.Status, created.Tenant.CreatedAt);
}
