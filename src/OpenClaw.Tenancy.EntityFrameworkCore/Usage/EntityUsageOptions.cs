namespace OpenClaw.Tenancy.EntityFrameworkCore.Usage;

/// <summary>How the tables of usage are kept. Read once at start.</summary>
public sealed class EntityUsageOptions
{
    /// <summary>Whether the tables are made at their first use when they are not there. The database's user then needs the right to do so.</summary>
    /// <value>Default: false; they are made by <see cref="TenancyUsageTables"/>.</value>
    public bool CreateTables { get; set; }
}
