namespace OpenClaw.Tenancy.Storage.Files;

/// <summary>A file of a tenant's. Whoever reads or writes it must still have the right to.</summary>
internal sealed class TenantFileStream(FileStream file, Action check) : Stream
{
    public override bool CanRead => file.CanRead;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => file.CanWrite;

    public override long Length => Live.Length;

    public override long Position
    {
        get => Live.Position;
        set => Live.Position = value;
    }

    // SECURITY: looked at anew by everything that touches the file.
    private FileStream Live
    {
        get
        {
            check();
            return file;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Live.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => Live.Read(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Live.ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Live.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => Live.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => Live.Write(buffer);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Live.WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Live.WriteAsync(buffer, cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => Live.Seek(offset, origin);

    public override void SetLength(long value) => Live.SetLength(value);

    // Nothing is buffered here, so there is nothing to write out.
    public override void Flush() => file.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
