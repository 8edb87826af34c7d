using System.Net;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Secrets.Dispatch;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

/// <summary>Calls a runtime, as often as that does no harm. Only a whole answer of success is one; whatever else comes is a refusal or a failure.</summary>
internal sealed class RuntimeClient
{
    internal async Task<RuntimeAnswer> CallAsync(RuntimeDeployment deployment, RuntimeOrder order, CancellationToken cancellationToken)
    {
        using HttpRequestMessage request = Request(deployment.Address, order);
        try
        {
            using HttpResponseMessage response = await deployment.Chain.SendAsync(request, cancellationToken);
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created
                ? RuntimeAnswer.Of(JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken)))
                : RuntimeAnswer.Refused(Refusal(response.StatusCode));
        }
        catch (RuntimeRefusal refusal)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return RuntimeAnswer.Refused(refusal.Problem);
        }
        catch (TenantMismatchException)
        {
            // The directory names another tenant's runtime. Nothing was sent, and no token made.
            return RuntimeAnswer.Misrouted;
        }
        catch (TenantScopeRequiredException)
        {
            // The claim ended between two attempts.
            return RuntimeAnswer.Refused(Problem.TokenInvalid);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return RuntimeAnswer.Refused(Problem.DependencyUnavailable);
        }
    }

    private static HttpRequestMessage Request(Uri address, RuntimeOrder order)
    {
        RuntimeCall call = order.Call;
        HttpRequestMessage request = new HttpRequestMessage(call.Method.Verb, new Uri(address, $"/{call.Path}")).ForTenant(order.Permit);
        order.PutOn(request);
        request.Headers.Add("X-Correlation-Id", call.CorrelationId);
        request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        if (call.Body is { } body)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return request;
    }

    // What the runtime says of the caller's own input is the caller's to know. What it says of the token is between it and the control plane.
    private static Problem Refusal(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => Problem.InvalidRequest,
        HttpStatusCode.NotFound => Problem.NotFound,
        HttpStatusCode.Conflict => Problem.Conflict,
        HttpStatusCode.RequestEntityTooLarge => Problem.TooLarge,
        _ => Problem.DependencyUnavailable,
    };
}
