using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>Whether a controller's action may be handed another id than the one in the route, whose owner was found.</summary>
/// <remarks>SECURITY: model binding takes a form field or a query value before the route value of the same name, unless the parameter says where it is from.</remarks>
internal static class RouteBinding
{
    internal static bool MayDiffer(Endpoint endpoint, string routeParameter) =>
        endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is { } action
        && action.Parameters.Concat(action.BoundProperties).Any(p => MayDiffer(p, routeParameter));

    private static bool MayDiffer(ParameterDescriptor parameter, string routeParameter)
    {
        BindingSource? source = parameter.BindingInfo?.BindingSource;
        if (source == BindingSource.Path || source == BindingSource.Body || source == BindingSource.Services || source == BindingSource.Special)
        {
            return false;
        }

        bool sameName = Same(parameter.BindingInfo?.BinderModelName ?? parameter.Name, routeParameter);
        return sameName || (!IsSimple(parameter.ParameterType) && parameter.ParameterType.GetProperties().Any(p => Same(p.Name, routeParameter)));
    }

    private static bool IsSimple(Type type) => type.IsPrimitive || type == typeof(string) || type == typeof(CancellationToken);

    private static bool Same(string name, string routeParameter) => string.Equals(name, routeParameter, StringComparison.OrdinalIgnoreCase);
}
