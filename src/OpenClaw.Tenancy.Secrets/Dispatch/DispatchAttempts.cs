using System.Net;
using System.Net.Http.Headers;

namespace OpenClaw.Tenancy.Secrets.Dispatch;

/// <summary>One request as it was handed in: the same in each attempt, whatever an inner handler made of it.</summary>
internal sealed class DispatchAttempts
{
    private readonly HttpRequestMessage _request;
    private readonly DispatchTenant _tenant;
    private readonly HttpMethod _method;
    private readonly Uri? _uri;
    private readonly HttpContent? _content;
    private readonly string _header;
    private readonly string? _key;

    internal DispatchAttempts(HttpRequestMessage request, DispatchTenant tenant, string header)
    {
        (_request, _tenant, _header) = (request, tenant, header);
        (_method, _uri, _content) = (request.Method, request.RequestUri, request.Content);
        _key = request.Headers.NonValidated.TryGetValues(header, out HeaderStringValues values) && values.Count == 1 && values.ToString() is { Length: > 0 } key ? key : null;
    }

    /// <summary>Whether a second attempt does no more than the first: by its method, or because the other side tells them from two requests.</summary>
    internal bool IsRepeatable => _key is not null || _method == HttpMethod.Get || _method == HttpMethod.Head || _method == HttpMethod.Put
        || _method == HttpMethod.Delete || _method == HttpMethod.Options || _method == HttpMethod.Trace;

    /// <summary>Keeps the body for another attempt, and says whether there can be one.</summary>
    internal async ValueTask<bool> KeepBodyAsync(int max, CancellationToken cancellationToken)
    {
        if (_content is null)
        {
            return true;
        }

        if (_content.Headers.ContentLength is not { } length || length > max)
        {
            return false;
        }

        await _content.LoadIntoBufferAsync(max, cancellationToken).ConfigureAwait(false);
        return true;
    }

    internal void Restore()
    {
        (_request.Method, _request.RequestUri, _request.Content) = (_method, _uri, _content);
        _request.Options.Set(DispatchTenant.Key, _tenant);
        if (_key is not null)
        {
            _request.Headers.Remove(_header);
            _request.Headers.TryAddWithoutValidation(_header, _key);
        }
    }

    internal static bool IsPassing(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;

    // A refusal of our own, a certificate that is none, and a bound that was overrun stay what they are.
    internal static bool IsPassing(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ResponseEnded
        || exception.InnerException is IOException or System.Net.Sockets.SocketException;
}
