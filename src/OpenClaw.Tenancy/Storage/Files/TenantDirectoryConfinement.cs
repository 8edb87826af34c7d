namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>What holds a tenant's file operations inside the tenant's directory.</summary>
public enum TenantDirectoryConfinement
{
    /// <summary>Nothing, so nothing is opened: this system is not supported.</summary>
    None = 0,

    /// <summary>Each component of a path is opened relative to the handle of the one before, and no link is followed (Linux without openat2).</summary>
    CheckedHandles,

    /// <summary>The kernel resolves each path beneath the root, without links and without leaving the mount (openat2, Linux 5.6).</summary>
    Kernel,
}
