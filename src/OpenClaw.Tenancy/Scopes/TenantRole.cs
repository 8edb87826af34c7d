namespace OpenClaw.Tenancy.Scopes;

/// <summary>A member's role in one tenant. Roles become tenant-scoped scopes when a claim is accepted.</summary>
public enum TenantRole
{
    /// <summary>No role: no scopes. What an unknown role text becomes.</summary>
    None = 0,

    /// <summary>May look, and change nothing.</summary>
    Readonly,

    /// <summary>May look and work.</summary>
    Member,

    /// <summary>May do everything in the tenant.</summary>
    Admin,

    /// <summary>May do everything in the tenant, and is never its last owner to be removed.</summary>
    Owner,
}
