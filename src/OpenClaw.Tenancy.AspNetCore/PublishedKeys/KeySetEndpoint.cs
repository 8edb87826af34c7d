using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.AspNetCore.PublishedKeys;

/// <summary>Answers with the public keys of one issuer.</summary>
internal sealed partial class KeySetEndpoint(ITokenKeyPublication publication, TimeSpan patience, TimeProvider time, ILogger logger)
{
    private const string MediaType = "application/jwk-set+json";
    private int _failing;

    internal async Task ServeAsync(HttpContext context)
    {
        if (await ListAsync(context.RequestAborted).ConfigureAwait(false) is not { } keys)
        {
            await Problem.DependencyUnavailable.WriteAsync(context).ConfigureAwait(false);
            return;
        }

        ReadOnlyMemory<byte> body = KeySetJson.Write(keys);
        context.Response.ContentType = MediaType;
        context.Response.ContentLength = body.Length;

        // SECURITY: a revoked key must not go on standing in a cache on the way. Who verifies keeps the keys for a time of his own.
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    // Keys that are not known are not published, and are not said to be none.
    private async Task<IReadOnlyList<PublishedTokenKey>?> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<PublishedTokenKey> keys = await publication.ListAsync(cancellationToken).AsTask().WaitAsync(patience, time, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _failing, 0);
            return keys;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (Interlocked.Exchange(ref _failing, 1) == 0)
            {
                LogFault(logger, publication.Issuer, exception.GetType().Name);
            }

            return null;
        }
    }

    [LoggerMessage(EventId = 2218, EventName = "TokenKeysNotPublished", Level = LogLevel.Error, Message = "OCT2218: the public keys of issuer {Issuer} could not be listed ({ExceptionType}), so they are not published until they can.")]
    private static partial void LogFault(ILogger logger, string issuer, string exceptionType);
}
