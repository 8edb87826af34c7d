namespace OpenClaw.Tenancy.Posture;

/// <summary>What a host that serves customers must not be: the list of reasons not to go live.</summary>
public enum TenancyNoGo
{
    /// <summary>None was named. Never found.</summary>
    Unspecified = 0,

    /// <summary>Two tenants share a file system, or others of the machine can write in a tenant's directory.</summary>
    SharedFileSystem,

    /// <summary>One tenant can ask for what is another's: tenancy is off, a scope alone crosses tenants, or a database context knows no tenants.</summary>
    ForeignQuery,

    /// <summary>A secret is kept in the open, or what was sealed for one tenant opens for another.</summary>
    OpenOrSharedSecret,

    /// <summary>Somebody may cross tenants without a record that lasts.</summary>
    UnauditedBreakGlass,

    /// <summary>The host has no audit ledger that lasts.</summary>
    LedgerAbsent,

    /// <summary>A database server holds tenants, and does not keep them apart by itself.</summary>
    RowSecurityOff,

    /// <summary>An endpoint says nothing of tenancy.</summary>
    EndpointWithoutTenancy,
}
