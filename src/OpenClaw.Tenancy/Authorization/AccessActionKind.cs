namespace OpenClaw.Tenancy.Authorization;

/// <summary>What an action acts on.</summary>
public enum AccessActionKind
{
    /// <summary>A tenant's data. The scope counts on that tenant's axis.</summary>
    Tenant = 0,

    /// <summary>A tenant's data in a way that changes privileges: the audit record is durable before the act.</summary>
    TenantPrivilege,

    /// <summary>The platform itself. The scope counts on the global axis, which platform principals alone have.</summary>
    Platform,

    /// <summary>The platform itself in a way that changes privileges: the audit record is durable before the act.</summary>
    PlatformPrivilege,
}
