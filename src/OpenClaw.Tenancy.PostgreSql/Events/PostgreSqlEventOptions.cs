namespace OpenClaw.Tenancy.PostgreSql.Events;

/// <summary>How events go from process to process through a PostgreSQL database. Read once at start.</summary>
public sealed class PostgreSqlEventOptions
{
    /// <summary>Whether the table is made at its first use when it is not there. The database's user then needs the right to do so.</summary>
    /// <value>Default: false; it is made by <see cref="PostgreSqlEventTable.Script"/>.</value>
    public bool CreateTable { get; set; }

    /// <summary>How long the body of an event is kept for processes whose connection was lost meanwhile.</summary>
    /// <value>Default: 1 minute; between 5 seconds and 1 hour.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many events wait in this process to be sent. One more stays in this process, and is counted.</summary>
    /// <value>Default: 4,096.</value>
    public int OutboxLength { get; set; } = 4_096;

    /// <summary>How many of those may be one tenant's.</summary>
    /// <value>Default: 1,024.</value>
    public int OutboxLengthPerTenant { get; set; } = 1_024;

    /// <summary>How many bytes of payloads wait in this process to be sent. One tenant has the part of them that it has of the events.</summary>
    /// <value>Default: 64 MiB.</value>
    public long OutboxBytes { get; set; } = 64 * 1024 * 1024;

    internal IEnumerable<string> Errors()
    {
        if (Retention < TimeSpan.FromSeconds(5) || Retention > TimeSpan.FromHours(1))
        {
            yield return "Set PostgreSqlEventOptions.Retention to between 5 seconds and 1 hour.";
        }

        if (OutboxBytes <= 0 || OutboxLength is <= 0 or > 1_000_000 || OutboxLengthPerTenant <= 0 || OutboxLengthPerTenant > OutboxLength)
        {
            yield return "Set PostgreSqlEventOptions.OutboxLength to between one and a million, and OutboxLengthPerTenant to no more than that; and OutboxBytes to more than zero.";
        }
    }
}
