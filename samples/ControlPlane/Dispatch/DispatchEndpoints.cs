using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.ControlPlane.Http;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Dispatch;

internal static class DispatchEndpoints
{
    // The tenant of the route selects and decides nothing: it has to be the one of the credential.
    internal static void MapDispatch(this IEndpointRouteBuilder routes, string prefix) =>
        routes.MapPost(prefix + "/tenants/{tenant}/dispatch", DispatchAsync).RequireTenantScope("operator.read", "dispatch");

    private static async Task<IResult> DispatchAsync(HttpRequest request, TenantContext caller, Dispatcher dispatcher, CancellationToken cancellationToken)
    {
        DispatchRequest asked = await ControlPlaneJson.ReadAsync<DispatchRequest>(request, cancellationToken);
        RuntimeCall call = asked.ToCall() ?? throw ControlPlaneJson.Bad(cause: null);
        return await dispatcher.SendAsync(caller.Claim, call, cancellationToken);
    }
}
