namespace OpenClaw.Tenancy.Tests.Auditing.Export;

/// <summary>A file that is longer than any memory, or a pipe that never ends.</summary>
/// <param name="pattern">What it says again and again.</param>
/// <param name="length">Its length; null for a pipe.</param>
internal sealed class EndlessStream(byte[] pattern, long? length) : Stream
{
    private long _position;

    /// <summary>How many bytes were read of it.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => length is not null;

    public override bool CanWrite => false;

    public override long Length => length ?? throw new NotSupportedException();

    public override long Position
    {
        get => length is null ? throw new NotSupportedException() : _position;
        set => _position = length is null ? throw new NotSupportedException() : value;
    }

    public override int Read(Span<byte> buffer)
    {
        int count = (int)Math.Min(buffer.Length, (length ?? long.MaxValue) - _position);
        for (int i = 0; i < count; i++)
        {
            buffer[i] = pattern[(int)((_position + i) % pattern.Length)];
        }

        (_position, Given) = (_position + count, Given + count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
