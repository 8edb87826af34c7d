using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>A route parameter names a resource that belongs to a tenant; another tenant's looks like one that is not there.</summary>
/// <remarks>On an action of a controller. A route handler says it with <c>OwnedBy</c>. The owner is found by the registered <see cref="IResourceOwnerSource{T}"/>.</remarks>
/// <typeparam name="T">The kind of resource.</typeparam>
/// <param name="routeParameter">The name of the route parameter that carries the id.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class OwnedByAttribute<T>(string routeParameter) : TenancyGuardAttribute, IOwnedMarker
{
    /// <summary>The name of the route parameter that carries the id.</summary>
    public string RouteParameter { get; } = routeParameter;

    Type IOwnedMarker.SourceType => typeof(IResourceOwnerSource<T>);

    ValueTask<TenantId?> IOwnedMarker.FindOwnerAsync(IServiceProvider services, string id, CancellationToken cancellationToken) =>
        services.GetRequiredService<IResourceOwnerSource<T>>().FindOwnerAsync(id, cancellationToken);
}
