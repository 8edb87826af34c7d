namespace OpenClaw.Tenancy;

/// <summary>How a process divides what it holds between tenants. It cannot change while the process runs.</summary>
public enum TenancyMode
{
    /// <summary>Not chosen. A host does not start with it.</summary>
    Unspecified = 0,

    /// <summary>One host serves many tenants; every request carries a verified tenant claim.</summary>
    Shared,

    /// <summary>The deployment belongs to one tenant; a claim of another tenant is refused.</summary>
    Pinned,

    /// <summary>Everything is one default tenant, and an existing host behaves as before.</summary>
    Disabled,
}
