using OpenClaw.Tenancy.Ingress.Cells;

namespace OpenClaw.Tenancy.Ingress.Http;

/// <summary>Reads what a gateway answers, and breaks off where its own credential stands in it. One thread at a time.</summary>
internal sealed class WatchedStream(Stream answer, CredentialTrace trace) : Stream
{
    // The end of what was read before, and behind it the beginning of what comes: a credential may be cut in two.
    private readonly byte[] _seam = new byte[2 * (trace.Length - 1)];
    private int _tail;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await answer.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Watch(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = answer.Read(buffer, offset, count);
        Watch(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            answer.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Watch(ReadOnlySpan<byte> part)
    {
        int most = trace.Length - 1;
        ReadOnlySpan<byte> head = part[..Math.Min(part.Length, most)];
        head.CopyTo(_seam.AsSpan(_tail));
        if (trace.IsIn(_seam.AsSpan(0, _tail + head.Length)) || trace.IsIn(part))
        {
            throw new IOException("The answer was broken off.");
        }

        // What the next part may go on with.
        if (part.Length >= most)
        {
            part[^most..].CopyTo(_seam);
            _tail = most;
            return;
        }

        int kept = Math.Min(_tail + part.Length, most);
        _seam.AsSpan(_tail + part.Length - kept, kept).CopyTo(_seam);
        _tail = kept;
    }
}
