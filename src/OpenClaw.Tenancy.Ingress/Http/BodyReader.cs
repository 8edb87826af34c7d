using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.Ingress.Http;

/// <summary>Reads the body of a request whole, for it may have to be sent twice and is looked at before it is sent.</summary>
internal static class BodyReader
{
    /// <summary>Reads it; null where it is larger than it may be.</summary>
    internal static async ValueTask<MemoryStream?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var body = new MemoryStream((int)(request.ContentLength ?? 0));
        byte[] part = new byte[16 * 1024];
        while (await request.Body.ReadAsync(part, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > maxBytes)
            {
                return null;
            }

            body.Write(part, 0, read);
        }

        body.Position = 0;
        return body;
    }
}
