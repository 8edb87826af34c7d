namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>Opens files that are their owner's alone.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode ForeignWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    internal static FileStream Open(string path, FileMode mode, FileShare share)
    {
        // No buffer of its own: what is written is written by DiskCalls at an offset.
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
        {
            options.UnixCreateMode = Private;
        }

        return new FileStream(path, options);
    }

    /// <summary>Refuses a file that is another one by a link, or that others than its owner may write.</summary>
    /// <exception cref="TenancyConfigurationException">It is.</exception>
    internal static void Require(string path, FileStream opened)
    {
        // SECURITY: two names of one file would have two lock files, and so two writers.
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw Refused(path, "is a link. Give the path of the file itself.");
        }

        // SECURITY: asked of the opened file and not of its name, which may mean another file a moment later.
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(opened.SafeFileHandle) & ForeignWrite) != 0)
        {
            throw Refused(path, "can be written by other users of the machine. Run 'chmod 600' on it, and look at what it holds.");
        }
    }

    internal static TenancyConfigurationException Refused(string path, string why) => new([$"The file '{path}' {why}"]);
}
