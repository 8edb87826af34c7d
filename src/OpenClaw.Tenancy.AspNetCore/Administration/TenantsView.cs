namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record TenantsView(IEnumerable<TenantView> Tenants, string? NextCursor);
