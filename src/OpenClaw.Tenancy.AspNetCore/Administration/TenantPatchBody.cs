using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

internal sealed record TenantPatchBody(string? Name = null, string? Status = null, long? Version = null) : IInput
{
    public Problem? RefusalFor(VerifiedTenantClaim claim)
    {
        if (Status is not null && !claim.IsPlatform)
        {
            // SECURITY: where a tenant stands is the platform's alone to say, and its claim alone says that a tenant's caller may not.
            return Problem.ScopeMissing;
        }

        if (Name is null && Status is null)
        {
            return Problem.InvalidRequest;
        }

        _ = ToStatus();
        DirectoryChange.Describe(claim.Tenant, Name, region: null, runtimeId: null, Version);
        return null;
    }

    /// <exception cref="ArgumentException">A tenant is not moved there by a change of what is said of it.</exception>
    internal TenantStatus? ToStatus() => Status switch
    {
        null => null,
        "active" => TenantStatus.Active,
        "suspended" => TenantStatus.Suspended,
        _ => throw new ArgumentException("A tenant is opened or shut here: active or suspended."),
    };
}
