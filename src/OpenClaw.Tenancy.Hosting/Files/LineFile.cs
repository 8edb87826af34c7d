using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>A file to which lines are appended for good. Used by one thread at a time, and under an <see cref="ExclusiveLock"/>.</summary>
internal sealed class LineFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly DiskCalls _disk;
    private long _length;

    private LineFile(FileStream stream, string path, DiskCalls disk) => (_stream, Name, _disk, _length) = (stream, path, disk, stream.Length);

    /// <summary>Its path.</summary>
    internal string Name { get; }

    /// <summary>How long it is: all of it on the disk, once <see cref="KeepUntil"/> was called.</summary>
    internal long Length => Volatile.Read(ref _length);

    /// <summary>Why it takes nothing more, or null.</summary>
    internal Exception? Fault { get; private set; }

    internal SafeFileHandle Handle => _stream.SafeFileHandle;

    internal static LineFile Open(string path, DiskCalls disk)
    {
        FileStream stream = PrivateFile.Open(path, FileMode.Open, FileShare.ReadWrite);
        try
        {
            PrivateFile.Require(path, stream);
            return new LineFile(stream, path, disk);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Makes an empty file where there is none. In any case its name is on the disk afterwards: who made it may have died before that.</summary>
    internal static void Ensure(string path, DiskCalls disk)
    {
        if (!File.Exists(path))
        {
            using FileStream made = PrivateFile.Open(path, FileMode.CreateNew, FileShare.ReadWrite);
            disk.Sync(made.SafeFileHandle);
        }

        disk.SyncNames(Path.GetDirectoryName(path)!);
    }

    /// <summary>Cuts off what a writer that died left behind the last whole line.</summary>
    /// <returns>How many bytes that were.</returns>
    internal long KeepUntil(long end)
    {
        long torn = _length - end;
        Volatile.Write(ref _length, end);
        if (torn != 0)
        {
            CutBack();
        }

        return torn;
    }

    /// <summary>Returns when everything is on the disk that a writer before this one left.</summary>
    internal void Flush() => _disk.Sync(Handle);

    /// <summary>Appends whole lines, and returns when they are on the disk: all of them, or none.</summary>
    /// <exception cref="IOException">They are not on the disk, and nothing of them is in the file. With <see cref="Fault"/> set, nobody knows that.</exception>
    internal void Append(ReadOnlyMemory<byte> lines)
    {
        RequireUnchanged();
        try
        {
            _disk.Write(Handle, lines, _length);
            _disk.Sync(Handle);
        }
        catch (Exception exception)
        {
            CutBack(exception);
            throw Refused(exception);
        }

        Volatile.Write(ref _length, _length + lines.Length);
    }

    public void Dispose() => _stream.Dispose();

    // INVARIANT: a line goes behind a whole line, and into the file that the path names.
    private void RequireUnchanged()
    {
        if (Fault is null && !(new FileInfo(Name) is { Exists: true } named && named.Length == _length))
        {
            Fault = new IOException($"The file '{Name}' was moved, removed or changed by somebody who does not lock it.");
        }

        if (Fault is not null)
        {
            throw new IOException("Nothing more is written until the process is started anew.", Fault);
        }
    }

    private void CutBack(Exception? reason = null)
    {
        try
        {
            _disk.Cut(Handle, _length);
            _disk.Sync(Handle);
        }
        catch (Exception exception)
        {
            // INVARIANT: behind half a line nothing is ever written.
            Fault = reason ?? exception;
            throw Refused(exception);
        }
    }

    // The runtime says some refusals of a disk by exceptions that are no IOException, such as a file that has become too long.
    private IOException Refused(Exception exception) => new($"'{Name}' could not be written: {exception.Message}", exception);
}
