using System.Collections.ObjectModel;

namespace OpenClaw.Tenancy.Scopes;

/// <summary>What each role holds: texts and scopes.</summary>
public static class TenantRoles
{
    // SECURITY: handed out, so a caller must not find an array behind it and write there what a role holds.
    private static readonly ReadOnlyCollection<string> Everything =
        Array.AsReadOnly(["operator.admin", "operator.read", "operator.write", "operator.approvals", "operator.pairing"]);

    private static readonly ReadOnlyCollection<string> Work = Array.AsReadOnly(["operator.read", "operator.write"]);
    private static readonly ReadOnlyCollection<string> Look = Array.AsReadOnly(["operator.read"]);

    /// <summary>The role that a text names.</summary>
    /// <param name="text">Exactly <c>owner</c>, <c>admin</c>, <c>member</c> or <c>readonly</c>.</param>
    /// <returns>The role, or <see cref="TenantRole.None"/> for every other text.</returns>
    public static TenantRole FromText(string? text) => text switch
    {
        "owner" => TenantRole.Owner,
        "admin" => TenantRole.Admin,
        "member" => TenantRole.Member,
        "readonly" => TenantRole.Readonly,
        _ => TenantRole.None,
    };

    /// <summary>The names of the scopes that a role holds, each on its own tenant's axis.</summary>
    /// <param name="role">The role.</param>
    /// <returns>The names; none for <see cref="TenantRole.None"/> and for a value that is not defined.</returns>
    public static IReadOnlyList<string> ScopesOf(TenantRole role) => role switch
    {
        TenantRole.Owner or TenantRole.Admin => Everything,
        TenantRole.Member => Work,
        TenantRole.Readonly => Look,
        _ => [],
    };
}
