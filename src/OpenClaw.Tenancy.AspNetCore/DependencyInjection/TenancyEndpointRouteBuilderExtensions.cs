using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Authorization;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Maps endpoints that exist only while there are tenants.</summary>
public static class TenancyEndpointRouteBuilderExtensions
{
    /// <summary>Maps a group of endpoints; with <see cref="TenancyMode.Disabled"/> nothing is mapped and its routes are 404.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="prefix">The prefix of the group's routes.</param>
    /// <param name="map">Maps the endpoints of the group.</param>
    public static void MapTenantEndpoints(this IEndpointRouteBuilder endpoints, string prefix, Action<RouteGroupBuilder> map)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(map);
        if (endpoints.ServiceProvider.GetRequiredService<PolicyEngine>().Mode != TenancyMode.Disabled)
        {
            map(endpoints.MapGroup(prefix));
        }
    }
}
