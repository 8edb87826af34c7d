namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>A connection that is used on behalf of a scope: each read and write looks whether the scope is still there. What waits already waits on.</summary>
internal sealed class TenantStream(TenantConnector connector, Stream inner) : Stream
{
    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Open().Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => Open().Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Open().ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Open().ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => Open().Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => Open().Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Open().WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Open().WriteAsync(buffer, cancellationToken);

    public override void Flush() => Open().Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => Open().FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private Stream Open()
    {
        if (connector.IsOpen)
        {
            return inner;
        }

        inner.Dispose();
        throw connector.Refuse(EgressRefusalReason.Ended, host: null);
    }
}
