namespace OpenClaw.Tenancy.Authorization;

/// <summary>By which way an access reaches its resource.</summary>
public enum AccessWay : byte
{
    /// <summary>By none: it was refused.</summary>
    None = 0,

    /// <summary>The resource is the caller's own tenant's.</summary>
    Own,

    /// <summary>Across tenants, by a platform principal's global scope.</summary>
    GlobalScope,

    /// <summary>Across tenants, by a grant for this tenant, action and moment.</summary>
    Grant,
}
