using System.Net;
using System.Text.Json;
using System.Text.Unicode;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Samples.ControlPlane.Http;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>Says of each attempt whether another one does harm. Which attempts there are is the dispatch handler's to say, outside of this one.</summary>
/// <remarks>
/// The runtimes do not look at the idempotency key. So a call that changes something is tried again only where nothing was done:
/// no connection, or 429. What ends here otherwise is an exception that the dispatch handler does not take for a passing one.
/// </remarks>
internal sealed class RuntimeAnswerHandler : DelegatingHandler
{
    internal const int MaxAnswer = 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        RuntimeMethod method = RuntimeOrder.Of(request).Call.Method;
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(MaxAnswer, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError))
        {
            throw Failed(method);
        }
        catch (OperationCanceledException) when (!method.IsRepeatable)
        {
            throw Failed(method);
        }

        if (response.StatusCode == HttpStatusCode.TooManyRequests || !IsFailure(response, await ReadAsync(response, cancellationToken)))
        {
            return response;
        }

        // Where it says when to come back, the dispatch handler reads that.
        if (method.IsRepeatable && response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return response;
        }

        response.Dispose();
        throw Failed(method);
    }

    // A server's fault, or a success that is none.
    private static bool IsFailure(HttpResponseMessage response, byte[] body) =>
        response.StatusCode >= HttpStatusCode.InternalServerError
        || (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created && !IsJson(response, body));

    private static async Task<byte[]> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => await response.Content.ReadAsByteArrayAsync(cancellationToken);

    private static bool IsJson(HttpResponseMessage response, byte[] body)
    {
        if (!string.Equals(response.Content.Headers.ContentType?.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // A text that is none, a member that stands twice, or more depth than an answer has, could be neither recorded nor passed on.
        try
        {
            JsonElement result = JsonSerializer.Deserialize<JsonElement>(body, ControlPlaneJson.Options);
            return Utf8.IsValid(body) && JsonSerializer.SerializeToUtf8Bytes(new DispatchAnswer(string.Empty, RunId: null, result), ControlPlaneJson.Options).Length != 0;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static Exception Failed(RuntimeMethod method) => method.IsRepeatable
        ? new HttpRequestException(HttpRequestError.ResponseEnded, "The runtime gave no whole answer.")
        : new RuntimeRefusal(Problem.DependencyUnavailable);
}
