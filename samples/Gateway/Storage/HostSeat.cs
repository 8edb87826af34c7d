using System.Text;
using OpenClaw.Tenancy.Storage.Files;

namespace OpenClaw.Tenancy.Samples.Gateway.Storage;

/// <summary>The one place of a host at a data folder, held for as long as the process lives. Its name outlives the process.</summary>
/// <remarks>So a host that starts anew knows which unfinished runs were its own, and that nobody else performs them.</remarks>
public sealed class HostSeat(string folder) : IDisposable
{
    private const string FileName = "host-id";
    private const int Characters = 32;

    private FileStream? _file;
    private string? _id;

    /// <summary>The name of the host.</summary>
    public string Id => _id ?? throw new InvalidOperationException("The host has not started.");

    /// <exception cref="IOException">Another host has it.</exception>
    public void Take()
    {
        try
        {
            _file = new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new IOException($"Another host serves the data folder '{folder}'. Stop it, or choose another folder with --data.");
        }

        Span<byte> text = stackalloc byte[Characters];
        if (_file.ReadAtLeast(text, Characters, throwOnEndOfStream: false) != Characters)
        {
            Encoding.ASCII.GetBytes($"{Guid.NewGuid():n}", text);
            _file.SetLength(0);
            _file.Write(text);
            _file.Flush();
            LastingFiles.FlushFile(_file.SafeFileHandle);
        }

        _id = Encoding.ASCII.GetString(text);
    }

    public void Dispose() => _file?.Dispose();
}
