namespace OpenClaw.Tenancy.Hosting.Directory;

/// <summary>The file that holds the journal of a tenant directory. Read once at start.</summary>
public sealed class FileDirectoryOptions
{
    /// <summary>The path of the file. It is made, for its owner alone, when it is not there. A relative path begins at the working directory.</summary>
    /// <value>The path that <c>AddFileDirectory</c> was given.</value>
    public string? Path { get; set; }

    /// <summary>How long an append waits for the other processes that append.</summary>
    /// <value>Default: 10 seconds; more than zero and at most one minute.</value>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
