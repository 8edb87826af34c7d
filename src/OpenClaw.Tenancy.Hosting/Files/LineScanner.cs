using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tenancy.Hosting.Files;

/// <summary>Reads lines one after the other, without holding the file in memory.</summary>
/// <param name="handle">The file.</param>
/// <param name="position">Where a line begins.</param>
/// <param name="end">Where reading ends, whatever is written behind it meanwhile.</param>
internal sealed class LineScanner(SafeFileHandle handle, long position, long end)
{
    /// <summary>The longest line, with its end.</summary>
    internal const int MaxLine = 4 << 20;

    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _filled;
    private long _readTo = position;

    /// <summary>Where the line after the last one that was read begins. A line without an end is none.</summary>
    internal long Position { get; private set; } = position;

    /// <summary>The next line without its end; it counts until the next call.</summary>
    /// <exception cref="InvalidDataException">A line is longer than any that is written.</exception>
    internal bool TryNext(out ReadOnlyMemory<byte> line)
    {
        int searched = 0;
        while (true)
        {
            int newline = _buffer.AsSpan(_start + searched, _filled - _start - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                line = _buffer.AsMemory(_start, searched + newline);
                _start += line.Length + 1;
                Position += line.Length + 1;
                return true;
            }

            searched = _filled - _start;
            if (!TryFill())
            {
                line = default;
                return false;
            }
        }
    }

    private bool TryFill()
    {
        if (_readTo >= end)
        {
            return false;
        }

        if (_start != 0)
        {
            _buffer.AsSpan(_start, _filled - _start).CopyTo(_buffer);
            (_start, _filled) = (0, _filled - _start);
        }

        if (_filled == _buffer.Length)
        {
            if (_filled >= MaxLine)
            {
                throw new InvalidDataException($"A line at byte {Position} is longer than {MaxLine} bytes.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int most = (int)Math.Min(_buffer.Length - _filled, end - _readTo);
        int read = RandomAccess.Read(handle, _buffer.AsSpan(_filled, most), _readTo);
        (_filled, _readTo) = (_filled + read, _readTo + read);
        return read != 0;
    }
}
