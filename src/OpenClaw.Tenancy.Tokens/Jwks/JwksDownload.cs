using System.Net;
using System.Net.Http.Headers;

namespace OpenClaw.Tenancy.Tokens.Jwks;

/// <summary>Asks the one configured address for its JWK set.</summary>
internal sealed class JwksDownload : IDisposable
{
    internal const int MaxBytes = 64 * 1024;

    private readonly Uri _address;
    private readonly HttpClient _client;

    internal JwksDownload(Uri address)
    {
        _address = address;

        // SECURITY: a redirect would be another address; compression would make little much; a cookie or a credential of this
        // host has no business there. A loopback address in clear is never sent through a proxy.
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = string.Equals(address.Scheme, Uri.UriSchemeHttps),
            PreAuthenticate = false,
            MaxConnectionsPerServer = 1,
            MaxResponseDrainSize = 0,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Reads the set; every way in which that can fail is a refusal.</summary>
    /// <param name="cancellationToken">Ends the reading, wherever it is.</param>
    internal async Task<JwksReading> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RequestAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Reason: whatever went wrong on the way, the keys were not read, and the last good ones age.
        catch (Exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            return JwksReading.Refused(cancellationToken.IsCancellationRequested ? JwksFault.Timeout : JwksFault.Unreachable);
        }
    }

    private async Task<JwksReading> RequestAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/jwk-set+json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (FaultOf(response) is { } fault)
        {
            return JwksReading.Refused(fault);
        }

        // The length that the answer claims is not believed, so one byte more than is allowed is asked for.
        byte[] body = new byte[MaxBytes + 1];
        using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return length <= MaxBytes ? JwksReader.Read(body.AsMemory(0, length)) : JwksReading.Refused(JwksFault.Size);
    }

    private static string? FaultOf(HttpResponseMessage response) =>
        response.StatusCode != HttpStatusCode.OK ? JwksFault.Status
        : response.Content.Headers.ContentType?.MediaType is not ("application/jwk-set+json" or "application/json") || response.Content.Headers.ContentEncoding.Count != 0 ? JwksFault.MediaType
        : response.Content.Headers.ContentLength > MaxBytes ? JwksFault.Size
        : null;
}
