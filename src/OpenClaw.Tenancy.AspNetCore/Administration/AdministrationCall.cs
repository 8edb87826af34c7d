using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>A request that was let in: the permit that it earned, and what was read of it.</summary>
internal sealed class AdministrationCall(HttpContext context, AccessPermit permit)
{
    internal AccessPermit Permit { get; } = permit;

    internal CancellationToken Aborted => context.RequestAborted;

    /// <summary>The id in the route, whose owner was found: it is the permit's.</summary>
    internal string Id => Permit.ResourceId ?? throw new InvalidOperationException("The route names no resource.");

    /// <summary>What joins the records of this request.</summary>
    internal string CorrelationId => context.TraceIdentifier;

    internal T Input<T>()
        where T : class, IInput => context.Features.Get<IInput>() as T ?? throw new InvalidOperationException("The route takes something else.");

    /// <summary>Where something of the collection is found. The path is the request's own, so that a host's prefix is in it.</summary>
    /// <param name="id">The id of what was made.</param>
    /// <param name="segments">How many segments stand after the collection's path.</param>
    internal string Location(string id, int segments = 0)
    {
        string path = (context.Request.PathBase + context.Request.Path).ToUriComponent().TrimEnd('/');
        for (int i = 0; i < segments; i++)
        {
            path = path[..path.LastIndexOf('/')];
        }

        return $"{path}/{id}";
    }
}
