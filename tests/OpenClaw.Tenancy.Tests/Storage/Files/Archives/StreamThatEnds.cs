namespace OpenClaw.Tenancy.Tests.Storage.Files.Archives;

/// <summary>Something happens when it was read to its end.</summary>
internal sealed class StreamThatEnds(byte[] bytes, Action end) : MemoryStream(bytes)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read = await base.ReadAsync(buffer, cancellationToken);
        if (read == 0)
        {
            end();
        }

        return read;
    }
}
