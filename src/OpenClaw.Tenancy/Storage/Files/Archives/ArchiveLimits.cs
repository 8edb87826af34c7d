namespace OpenClaw.Tenancy.Storage.Files.Archives;

/// <summary>How much an archive may bring. Everything is counted as it is written, whatever the archive says of itself.</summary>
public sealed class ArchiveLimits
{
    /// <summary>The most bytes of the archive itself.</summary>
    /// <value>Default: 256 MiB.</value>
    public long MaxArchiveBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The most entries.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxEntries { get; init; } = 10_000;

    /// <summary>The most bytes of one file.</summary>
    /// <value>Default: 64 MiB.</value>
    public long MaxEntryBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>The most bytes of all files.</summary>
    /// <value>Default: 256 MiB.</value>
    public long MaxTotalBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>The most bytes that are written for one byte of the archive, counted from the first MiB on.</summary>
    /// <value>Default: 100.</value>
    public int MaxRatio { get; init; } = 100;

    /// <summary>The most segments of an entry's name.</summary>
    /// <value>Default: 16.</value>
    public int MaxDepth { get; init; } = 16;

    internal void Require()
    {
        if (MaxArchiveBytes <= 0 || MaxEntries <= 0 || MaxEntryBytes <= 0 || MaxTotalBytes <= 0 || MaxRatio <= 0 || MaxDepth <= 0)
        {
            throw new ArgumentException("Each limit of an archive is one or more. Leave a limit out for its default.");
        }
    }
}
