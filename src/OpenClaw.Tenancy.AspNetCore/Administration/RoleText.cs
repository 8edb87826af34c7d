using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>The role that a request names.</summary>
internal static class RoleText
{
    /// <exception cref="ArgumentException">There is no such role.</exception>
    internal static TenantRole Require(string text) =>
        TenantRoles.FromText(text) is var role and not TenantRole.None ? role : throw new ArgumentException("Name a role: readonly, member, admin or owner.", nameof(text));
}
