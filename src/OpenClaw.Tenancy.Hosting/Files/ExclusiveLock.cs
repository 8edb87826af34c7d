namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>A lock that one process has at a time: an empty file beside the one it stands for. It ends with the process, however that ends.</summary>
/// <remarks>The file stays: whoever removes it while it is locked lets a second process in.</remarks>
internal sealed class ExclusiveLock : IDisposable
{
    private const int HeldOnLinux = 11;
    private const int HeldOnBsd = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private readonly FileStream _stream;

    private ExclusiveLock(FileStream stream) => _stream = stream;

    /// <summary>The lock of a file, or null while another has it.</summary>
    internal static ExclusiveLock? TryTake(string path)
    {
        try
        {
            return new ExclusiveLock(PrivateFile.Open(path + ".lock", FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException exception) when (exception.HResult is HeldOnLinux or HeldOnBsd or HeldOnWindows)
        {
            return null;
        }
    }

    /// <summary>Waits for the lock of a file.</summary>
    /// <exception cref="TimeoutException">Another had it all the time.</exception>
    internal static async Task<ExclusiveLock> TakeAsync(string path, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(start) >= patience)
            {
                throw new TimeoutException($"Another process keeps '{path}.lock' locked. Look for one that hangs, and end it; the lock ends with it.");
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Tries whether the lock, which is held, keeps a second one out.</summary>
    /// <exception cref="TenancyConfigurationException">It does not.</exception>
    internal static void RequireWorking(string path)
    {
        // SECURITY: there are file systems, and a setting of the runtime, with which locking says yes to everybody.
        if (TryTake(path) is { } second)
        {
            second.Dispose();
            throw PrivateFile.Refused(
                path, "lies where files cannot be locked, so several processes would write it at once. Use a local file system, and leave DOTNET_SYSTEM_IO_DISABLEFILELOCKING unset.");
        }
    }

    public void Dispose() => _stream.Dispose();
}
