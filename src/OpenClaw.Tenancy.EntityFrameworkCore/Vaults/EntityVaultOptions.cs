namespace OpenClaw.Tenancy.EntityFrameworkCore.Vaults;

/// <summary>How the tables of secrets are kept. Read once at start.</summary>
public sealed class EntityVaultOptions
{
    /// <summary>Whether the tables are made at their first use when they are not there. The database's user then needs the right to do so.</summary>
    /// <value>Default: false; they are made by <see cref="TenancyVaultTables"/>.</value>
    public bool CreateTables { get; set; }
}
