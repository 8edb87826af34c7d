using OpenClaw.Tenancy.Scopes;

namespace OpenClaw.Tenancy.Exchange;

/// <summary>A tenant that a user belongs to, for the user himself. Immutable; it gives no access.</summary>
public sealed class OwnTenant
{
    internal OwnTenant(TenantId id, string displayName, TenantRole role) => (Id, DisplayName, Role) = (id, displayName, role);

    /// <summary>The tenant's id: what an exchange names.</summary>
    public TenantId Id { get; }

    /// <summary>The tenant's name for people.</summary>
    public string DisplayName { get; }

    /// <summary>The user's role there.</summary>
    public TenantRole Role { get; }
}
