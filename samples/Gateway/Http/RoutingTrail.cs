using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>Records who asked for a route that does not exist, or for a method that a route does not offer.</summary>
/// <remarks>Such a request reaches no endpoint, so it has no tenant context; its credential was accepted, and is looked at once more here.</remarks>
public sealed class RoutingTrail(RequestDelegate next, CredentialVerifiers verifiers, RefusalTrail trail)
{
    private const string Scheme = "Bearer ";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint)
        {
            // Before the first byte goes out, so that who has the answer finds the record.
            context.Response.OnStarting(() => RecordAsync(context));
        }

        return next(context);
    }

    private async Task RecordAsync(HttpContext context)
    {
        string? code = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
            _ => null,
        };
        if (code is not null && await FindActorAsync(context) is { } actor)
        {
            trail.Record(context, actor, "unknown_route", resourceId: null, code);
        }
    }

    private async ValueTask<VerifiedTenantClaim?> FindActorAsync(HttpContext context)
    {
        string header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? (await verifiers.VerifyAsync(header[Scheme.Length..], context.RequestAborted)).Claim
            : null;
    }
}
