namespace OpenClaw.Tenancy.Auditing.Export;

/// <summary>The lines of an export from where its stream stands, one after the other. One of them is held at a time, however long the export is.</summary>
/// <param name="stream">The export.</param>
/// <param name="length">How many of its bytes are taken.</param>
internal sealed class ExportLines(Stream stream, long length)
{
    /// <summary>The longest line: a body of 1 MiB with its proof.</summary>
    internal const int MaxLine = 2 << 20;

    private byte[] _buffer = new byte[64 << 10];
    private long _left = length;
    private int _start;
    private int _end;

    /// <summary>Whether the last line that was given has no end.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>Whether a line was met that is longer than any can be, so that there are no more.</summary>
    internal bool IsTooLong { get; private set; }

    /// <summary>The next line without its end, which the one after it overwrites; or null.</summary>
    internal async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        for (int searched = 0; !IsTooLong && !IsCut;)
        {
            int at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            int count = at < 0 ? _end - _start : searched + at;
            if (count > MaxLine)
            {
                IsTooLong = true;
            }
            else if (at >= 0)
            {
                return Take(count, end: 1);
            }
            else if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                if (count == 0)
                {
                    return null;
                }

                IsCut = true;
                return Take(count, end: 0);
            }

            searched = count;
        }

        return null;
    }

    private ReadOnlyMemory<byte> Take(int count, int end)
    {
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, count);
        _start += count + end;
        return line;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start != 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int read = await stream.ReadAsync(_buffer.AsMemory(_end, (int)Math.Min(_buffer.Length - _end, _left)), cancellationToken).ConfigureAwait(false);
        (_end, _left) = (_end + read, _left - read);
        return read != 0;
    }
}
