using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Hosting.Tests.Files;

/// <summary>Fails at the n-th call to the disk. What is synced is not, as nothing here outlives the machine.</summary>
internal sealed class FailingDisk
{
    private readonly int _at;
    private readonly DiskFault _fault;
    private int _calls;
    private bool _mended;

    public FailingDisk(int at, DiskFault fault)
    {
        (_at, _fault) = (at, fault);
        Disk = new TestDisk { Write = Write, Sync = _ => Pass("sync"), Cut = Cut, Move = Move, SyncNames = _ => Pass("sync of names") };
    }

    public TestDisk Disk { get; }

    /// <summary>What failed first, or null.</summary>
    public string? Where { get; private set; }

    /// <summary>Ends what passes by itself. A dead process does not come back.</summary>
    public void Mend() => _mended = _fault != DiskFault.Dead;

    private void Write(SafeFileHandle handle, ReadOnlyMemory<byte> bytes, long offset)
    {
        try
        {
            Pass("write");
        }
        catch (Exception)
        {
            // A part of it may have got there, once.
            if (Where == $"{_at} write" && _calls == _at)
            {
                RandomAccess.Write(handle, bytes.Span[..(bytes.Length / 2)], offset);
            }

            throw;
        }

        RandomAccess.Write(handle, bytes.Span, offset);
    }

    private void Cut(SafeFileHandle handle, long length)
    {
        Pass("cut");
        RandomAccess.SetLength(handle, length);
    }

    private void Move(string from, string to, bool overwrite)
    {
        Pass("move");
        File.Move(from, to, overwrite);
    }

    private void Pass(string what)
    {
        int call = Interlocked.Increment(ref _calls);
        if (call < _at || _mended || (call > _at && _fault is DiskFault.Once or DiskFault.OnceOddly))
        {
            return;
        }

        Where ??= $"{call} {what}";
        throw _fault == DiskFault.OnceOddly ? new ArgumentOutOfRangeException(what) : new IOException($"No space left on device: {what}");
    }
}
