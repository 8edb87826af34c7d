using System.Net;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Ingress.Cells;
using Yarp.ReverseProxy.Forwarder;

namespace OpenClaw.Tenancy.Ingress.Http;

/// <summary>Makes the request to a gateway anew, and lets of its answer through what is listed. Nothing is copied that is not named here.</summary>
internal sealed class GatewayTransformer(Uri target, IReadOnlyList<KeyValuePair<string, string>> headers, string? bearer, CredentialTrace? trace) : HttpTransformer
{
    /// <summary>The status of the gateway's answer, where there was one.</summary>
    internal HttpStatusCode? Status { get; private set; }

    /// <summary>Whether the answer is the client's to have. What a gateway says of its own trouble, or of the ingress's credential, is not.</summary>
    internal bool IsForClient => Status is { } status && (int)status is >= 200 and < 500 && status != HttpStatusCode.Unauthorized && (int)status is < 300 or >= 400;

    // SECURITY: the base method, which copies what the client sent, is not called.
    public override ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = target;
        proxyRequest.Headers.Host = target.Authority;
        proxyRequest.Headers.TryAddWithoutValidation("Accept", Accepted(httpContext));
        foreach ((string name, string value) in headers)
        {
            proxyRequest.Headers.TryAddWithoutValidation(name, value);
        }

        if (bearer is not null)
        {
            proxyRequest.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        }

        if (proxyRequest.Content is { } content)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            content.Headers.ContentLength = httpContext.Request.Body.Length;
        }

        return ValueTask.CompletedTask;
    }

    public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        Status = proxyResponse?.StatusCode;
        if (proxyResponse is null || !IsForClient)
        {
            return false;
        }

        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.ContentType = proxyResponse.Content.Headers.ContentType?.MediaType is "text/event-stream" ? "text/event-stream" : "application/json";
        if (proxyResponse.Headers.RetryAfter is { Delta: { } delay })
        {
            httpContext.Response.Headers.RetryAfter = ((long)delay.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (trace is not null)
        {
            proxyResponse.Content = new StreamContent(new WatchedStream(await proxyResponse.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), trace));
        }

        return true;
    }

    public override ValueTask TransformResponseTrailersAsync(HttpContext httpContext, HttpResponseMessage proxyResponse, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private static string Accepted(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase) ? "text/event-stream, application/json" : "application/json";
}
