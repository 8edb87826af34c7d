namespace OpenClaw.Tenancy.Tests.Auditing.Export;

/// <summary>Bytes that come once, one after the other, and whose number is not known before.</summary>
internal sealed class PipedStream(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
}
