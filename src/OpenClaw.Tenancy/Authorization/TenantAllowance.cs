namespace OpenClaw.Tenancy.Authorization;

/// <summary>One thing that one tenant may use.</summary>
internal sealed record TenantAllowance(TenantId Tenant, string Action, string Id);
