using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>The connection that a WebSocket speaks over once the handshake is done; it ends with the scope.</summary>
internal sealed class UpgradedContent(TenantConnector connector, HttpContent inner) : HttpContent
{
    protected override async Task<Stream> CreateContentReadStreamAsync() =>
        new TenantStream(connector, await inner.ReadAsStreamAsync().ConfigureAwait(false));

    protected override Stream CreateContentReadStream(CancellationToken cancellationToken) => new TenantStream(connector, inner.ReadAsStream(cancellationToken));

    // It has no end, so that nobody reads it into memory.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        throw new InvalidOperationException("A connection that was upgraded is read as a stream.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
