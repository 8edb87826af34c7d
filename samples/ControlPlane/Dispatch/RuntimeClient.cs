using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Samples.ControlPlane.Hosting;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>Calls a runtime once. Only a whole answer of success is one; whatever else comes is a refusal or a failure.</summary>
internal sealed class RuntimeClient(HttpClient http, ControlPlaneOptions options)
{
    internal const int MaxAnswer = 1024 * 1024;

    internal async Task<RuntimeAnswer> CallAsync(Uri address, RuntimeCall call, string token, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(address, call, token);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, patience.Token);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created
                ? Read(await response.Content.ReadAsByteArrayAsync(patience.Token), response.Content.Headers.ContentType, call)
                : Refusal(response.StatusCode, call);
        }
        catch (HttpRequestException exception)
        {
            // Where no connection came about, nothing was asked.
            return RuntimeAnswer.Failed(mayTryAgain: call.Method.IsRepeatable || exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return RuntimeAnswer.Failed(mayTryAgain: call.Method.IsRepeatable);
        }
    }

    private static HttpRequestMessage Request(Uri address, RuntimeCall call, string token)
    {
        var request = new HttpRequestMessage(call.Method.Verb, new Uri(address, $"/{call.Path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("X-Correlation-Id", call.CorrelationId);
        request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        if (call.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static RuntimeAnswer Read(byte[] body, MediaTypeHeaderValue? type, RuntimeCall call)
    {
        if (!string.Equals(type?.MediaType, "application/json", StringComparison.OrdinalIgnoreCase))
        {
            return RuntimeAnswer.Failed(call.Method.IsRepeatable);
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return RuntimeAnswer.Of(document.RootElement.Clone());
        }
        catch (JsonException)
        {
            return RuntimeAnswer.Failed(call.Method.IsRepeatable);
        }
    }

    // What the runtime says of the caller's own input is the caller's to know. What it says of the token is between it and the control plane.
    private static RuntimeAnswer Refusal(HttpStatusCode status, RuntimeCall call) => status switch
    {
        HttpStatusCode.BadRequest => RuntimeAnswer.Refused(Problem.InvalidRequest),
        HttpStatusCode.NotFound => RuntimeAnswer.Refused(Problem.NotFound),
        HttpStatusCode.Conflict => RuntimeAnswer.Refused(Problem.Conflict),
        HttpStatusCode.RequestEntityTooLarge => RuntimeAnswer.Refused(Problem.TooLarge),
        HttpStatusCode.TooManyRequests => RuntimeAnswer.Failed(mayTryAgain: true),
        >= HttpStatusCode.InternalServerError => RuntimeAnswer.Failed(call.Method.IsRepeatable),
        _ => RuntimeAnswer.Failed(mayTryAgain: false),
    };
}
