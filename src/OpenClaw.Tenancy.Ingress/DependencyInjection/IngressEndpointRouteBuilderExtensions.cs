using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Ingress.Http;
using OpenClaw.Tenancy.Ingress.Relay;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>Maps the gateways of tenants.</summary>
public static class IngressEndpointRouteBuilderExtensions
{
    /// <summary>Maps one address under which each tenant reaches its own gateway: the WebSocket at the prefix itself, and the HTTP routes below it.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="prefix">The prefix, such as <c>/openclaw</c>. Default: none, so that clients use the host's address.</param>
    /// <returns>The group, for further conventions.</returns>
    /// <remarks>
    /// Needs <c>app.UseWebSockets()</c> before it. HTTP: <c>POST /v1/chat/completions</c>, <c>POST /v1/responses</c>, <c>POST /tools/invoke</c>
    /// and <c>GET /v1/models</c>; whatever else a gateway serves is not relayed.
    /// </remarks>
    /// <exception cref="TenancyConfigurationException">The ingress was not added.</exception>
    public static RouteGroupBuilder MapTenantGateway(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (endpoints.ServiceProvider.GetService<GatewayRelay>() is not { } relay)
        {
            throw new TenancyConfigurationException(["OCT2807: the gateways of tenants are mapped, and the ingress was not added. Call AddTenancy(...).AddIngress(...)."]);
        }

        GatewayForwarder forwarder = endpoints.ServiceProvider.GetRequiredService<GatewayForwarder>();
        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        group.MapGet("/", (HttpContext context, LiveHandshake handshake, TenantWebSockets sockets, RefusalTrail trail, TimeProvider time) =>
                GatewayEndpoint.UpgradeAsync(context, handshake, sockets, relay, trail, time))
            .AllowTenantless("the credential may come in the first frame, and whose the connection is shows then");
        foreach (GatewayRoute route in GatewayRoute.All)
        {
            group.MapMethods(route.Path, [route.Method], (HttpContext context) => forwarder.ForwardAsync(context, route)).RequireTenantScope(route.Scope, route.Action);
        }

        return group;
    }
}
