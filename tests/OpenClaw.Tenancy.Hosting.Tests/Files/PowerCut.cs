using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>A disk that keeps, for each moment at which the power may fail, what would be left: of files what was synced, of names what was synced, and any part of the rest.</summary>
internal sealed class PowerCut
{
    // By the names that the process sees now, and by those that are on the disk for certain.
    private readonly Dictionary<string, KeptFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeptFile> _named = new(StringComparer.Ordinal);
    private readonly Action _moment;

    /// <param name="moment">Called whenever something is about to change.</param>
    public PowerCut(Action<PowerCut> moment)
    {
        _moment = () => moment(this);
        Disk = new TestDisk { Write = Write, Sync = Sync, Cut = Cut, Move = Move, SyncNames = SyncNames };
    }

    public TestDisk Disk { get; }

    /// <summary>What may be left now, by file name.</summary>
    public IEnumerable<Dictionary<string, byte[]>> Left()
    {
        foreach (Dictionary<string, KeptFile> names in new[] { _named, _files })
        {
            yield return names.ToDictionary(static f => f.Key, static f => f.Value.Synced);
            yield return names.ToDictionary(static f => f.Key, static f => f.Value.Torn());
            yield return names.ToDictionary(static f => f.Key, static f => f.Value.Written);
        }
    }

    private void Write(SafeFileHandle handle, ReadOnlyMemory<byte> bytes, long offset)
    {
        KeptFile file = Of(handle);
        RandomAccess.Write(handle, bytes.Span, offset);
        file.Written = All(handle);
        _moment();
    }

    private void Cut(SafeFileHandle handle, long length)
    {
        KeptFile file = Of(handle);
        RandomAccess.SetLength(handle, length);
        file.Written = All(handle);
        _moment();
    }

    private void Sync(SafeFileHandle handle)
    {
        _moment();
        KeptFile file = Of(handle);
        file.Synced = file.Written;
    }

    private void Move(string from, string to, bool overwrite)
    {
        File.Move(from, to, overwrite);
        _files.Remove(Path.GetFileName(from), out KeptFile? moved);
        _files[Path.GetFileName(to)] = moved!;
        _moment();
    }

    private void SyncNames(string folder)
    {
        _moment();
        _named.Clear();
        foreach ((string name, KeptFile file) in _files)
        {
            _named.Add(name, file);
        }
    }

    // The name of an open file is where it is now, also when it was given another one.
    private KeptFile Of(SafeFileHandle handle)
    {
        string name = Path.GetFileName(new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget!);
        if (!_files.TryGetValue(name, out KeptFile? file))
        {
            _files.Add(name, file = new KeptFile());
        }

        return file;
    }

    private static byte[] All(SafeFileHandle handle)
    {
        byte[] all = new byte[RandomAccess.GetLength(handle)];
        RandomAccess.Read(handle, all, 0);
        return all;
    }

    private sealed class KeptFile
    {
        public byte[] Synced { get; set; } = [];

        public byte[] Written { get; set; } = [];

        // Half of what was not synced got there.
        public byte[] Torn() => Written.Length > Synced.Length ? Written[..(Synced.Length + ((Written.Length - Synced.Length) / 2))] : Synced;
    }
}
