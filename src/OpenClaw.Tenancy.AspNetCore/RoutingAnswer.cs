using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.AspNetCore;

/// <summary>What routing itself answers: no such route, no such method, no such media type.</summary>
internal static class RoutingAnswer
{
    /// <summary>Whether routing made the endpoint itself, for a method or media type that a route does not offer: it is none of the mapped ones and carries nothing.</summary>
    internal static bool Is(Endpoint endpoint) =>
        endpoint is not RouteEndpoint && endpoint.Metadata.Count == 0 && endpoint.RequestDelegate is not null
        && endpoint.DisplayName is "405 HTTP Method Not Supported" or "415 HTTP Unsupported Media Type";

    internal static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Gives an answer that routing left without a body the body of its refusal.</summary>
    internal static Task DescribeAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        if (response.HasStarted || response.ContentLength is not null || response.ContentType is not null)
        {
            return Task.CompletedTask;
        }

        return response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.NotFound.WriteAsync(context),
            StatusCodes.Status405MethodNotAllowed => Problem.MethodNotAllowed.WriteAsync(context),
            StatusCodes.Status415UnsupportedMediaType => Problem.InvalidRequest.WriteAsync(context),
            _ => Task.CompletedTask,
        };
    }
}
