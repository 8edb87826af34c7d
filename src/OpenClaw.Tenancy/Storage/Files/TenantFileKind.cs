namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>What a name in a tenant's directory stands for.</summary>
public enum TenantFileKind
{
    /// <summary>Nothing that can be opened.</summary>
    None = 0,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,
}
