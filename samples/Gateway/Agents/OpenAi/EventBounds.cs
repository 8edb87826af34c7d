namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

/// <summary>A stream of events, each of which ends by a blank line before it is too long. Whoever reads the events gathers one until its end.</summary>
internal sealed class EventBounds(Stream inner) : Stream
{
    // SECURITY: the other side says when an event ends, and all tenants share the memory of the host.
    private const int MaxEvent = 4 * 1024 * 1024;

    private long _length;
    private byte _before = (byte)'\n';
    private bool _isBlank = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await inner.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..read]);
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    // A line ends by CR, LF, or both together.
    private void Count(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            bool isSecondHalf = one == '\n' && _before == '\r';
            _before = one;
            _length++;
            if (isSecondHalf)
            {
                continue;
            }

            bool isEnd = one is (byte)'\n' or (byte)'\r';
            if (isEnd && _isBlank)
            {
                _length = 0;
            }

            _isBlank = isEnd;
            if (_length > MaxEvent)
            {
                throw new HttpRequestException("An event of the agent's stream is too long.");
            }
        }
    }
}
