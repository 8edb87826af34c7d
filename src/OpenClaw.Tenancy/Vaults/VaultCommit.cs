namespace OpenClaw.Tenancy.Vaults;

/// <summary>What became of a change of a vault.</summary>
public enum VaultCommit
{
    /// <summary>Nothing was said, so nothing was done.</summary>
    Unspecified = 0,

    /// <summary>It stands, and is durable where the store is.</summary>
    Done,

    /// <summary>Somebody else was quicker, with this secret or with the tenant's keys. Nothing was changed: read again.</summary>
    Conflict,

    /// <summary>The tenant has as many secrets as it may have. Nothing was changed.</summary>
    Full,
}
