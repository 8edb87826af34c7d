using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.AspNetCore.Live.Hubs;

/// <summary>Names the groups of a hub, so that no two tenants' groups are the same one.</summary>
/// <remarks>Pure functions, safe for use by many threads. The names are those of <see cref="StorageKeyPartitioner"/>.</remarks>
public static class TenantGroups
{
    private const string Kind = "groups";

    /// <summary>The name of a group of a scope's tenant.</summary>
    /// <param name="scope">The scope of the hub's method.</param>
    /// <param name="group">The group's name within the tenant, also one that a caller made up.</param>
    /// <returns>The name for <c>Groups</c> and <c>Clients</c>.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended, or its claim has.</exception>
    /// <exception cref="ArgumentException">The name is empty, ill-formed or too long.</exception>
    public static string NameOf(TenantContext scope, string group)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StorageKeyPartitioner.Encode(scope.Tenant, Kind, group).Text;
    }

    /// <summary>The name of the group of everybody of a scope's tenant.</summary>
    /// <param name="scope">The scope of the hub's method.</param>
    /// <returns>The name, which is no other group's.</returns>
    /// <exception cref="TenantScopeRequiredException">The scope has no tenant, or has ended, or its claim has.</exception>
    public static string NameOf(TenantContext scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return StorageKeyPartitioner.Encode(scope.Tenant, Kind).Text;
    }
}
