using System.Runtime.InteropServices;

namespace FileWriter.Host;

/// <summary>Limits how long a file of this process may become, so that the kernel refuses writes as a full disk does.</summary>
internal sealed class FileSizeLimit : IDisposable
{
    private const int FileSize = 1;                 // RLIMIT_FSIZE on Linux
    private const int FileTooLarge = 25;            // SIGXFSZ, which ends a process that does not handle it

    private readonly PosixSignalRegistration _handled = PosixSignalRegistration.Create((PosixSignal)FileTooLarge, static signal => signal.Cancel = true);

    internal void Set(ulong bytes)
    {
        ulong[] limits = [bytes == 0 ? ulong.MaxValue : bytes, ulong.MaxValue];
        if (SetLimit(FileSize, limits) != 0)
        {
            throw new InvalidOperationException("The limit cannot be set.");
        }
    }

    public void Dispose() => _handled.Dispose();

    [DllImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetLimit(int resource, ulong[] limits);
}
