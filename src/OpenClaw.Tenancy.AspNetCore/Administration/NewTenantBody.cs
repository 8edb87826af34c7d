using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record NewTenantBody(string Name, string? Id = null, string? Region = null) : IInput
{
    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        NewTenant tenant = ToTenant();
        DirectoryChange.Describe(tenant.Id ?? TenantId.Platform, tenant.DisplayName, tenant.Region, runtimeId: null, expectedVersion: null);
        return null;
    }

    internal NewTenant ToTenant() => new() { Id = Id is null ? null : TenantId.From(Id), DisplayName = Name, Region = Region };
}
