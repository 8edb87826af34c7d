namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>A route parameter names the run that a request belongs to; it stands in the records of what is decided about the request.</summary>
/// <remarks>On a controller or an action. A route handler says it with <c>RecordsRun</c>. Of several the nearest counts. No right comes of it.</remarks>
/// <param name="routeParameter">The name of the route parameter that carries the id.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RecordsRunAttribute(string routeParameter) : TenancyGuardAttribute, ITenancyMarker
{
    /// <summary>The name of the route parameter that carries the id.</summary>
    public string RouteParameter { get; } = routeParameter;
}
