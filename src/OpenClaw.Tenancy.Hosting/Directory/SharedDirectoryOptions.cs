namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>How a host follows the journal that it shares with others. Read once at start.</summary>
public sealed class SharedDirectoryOptions
{
    /// <summary>The longest poll interval: 5 seconds.</summary>
    public static readonly TimeSpan MaxPollInterval = TimeSpan.FromSeconds(5);

    /// <summary>How often the journal is read when nothing is signalled.</summary>
    /// <value>Default: 5 seconds; at most <see cref="MaxPollInterval"/> and at most half of <see cref="TenancyOptions.MaxSnapshotAge"/>.</value>
    public TimeSpan PollInterval { get; set; } = MaxPollInterval;

    /// <summary>How long one reading may take before it is given up and tried again at the next poll. The loading at start is bounded by the host's start alone.</summary>
    /// <value>Default: 10 seconds; at most <see cref="TenancyOptions.MaxSnapshotAge"/>.</value>
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many records are read at a time.</summary>
    /// <value>Default: 500; between 1 and 10,000.</value>
    public int PageSize { get; set; } = 500;
}
