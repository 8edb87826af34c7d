namespace OpenClaw.Tenancy.PostgreSql.Jobs;

/// <summary>How jobs are kept in PostgreSQL. Read once at start.</summary>
public sealed class PostgreSqlJobOptions
{
    /// <summary>Whether the tables are made at their first use when they are not there. The database's user then needs the right to do so.</summary>
    /// <value>Default: false; they are made by <see cref="TenancyJobTables"/>.</value>
    public bool CreateTables { get; set; }

    /// <summary>How long a job that ended undone is kept for somebody to look at, with its body. The key of a job is kept to the end of its envelope, whatever became of the job. Of a tenant as many ended jobs are kept as it may have in the queue (<c>TenantJobOptions.MaxJobsPerTenant</c>), the newest.</summary>
    /// <value>Default: 7 days.</value>
    public TimeSpan DeadRetention { get; set; } = TimeSpan.FromDays(7);
}
