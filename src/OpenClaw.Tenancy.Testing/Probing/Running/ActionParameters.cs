using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;

namespace OpenClaw.Tenancy.Testing.Probing.Running;

/// <summary>Where an action of a controller reads its parameters, and the properties that its controller binds.</summary>
internal sealed class ActionParameters
{
    private ActionParameters(IReadOnlyList<ParameterDescriptor> bound, Func<string, bool> isInRoute)
    {
        Query = [.. bound.Where(p => SourceOf(p) is null || Is(p, BindingSource.Query)).SelectMany(NamesOf).Where(n => !isInRoute(n)).Distinct(StringComparer.Ordinal)];
        Headers = [.. bound.Where(static p => Is(p, BindingSource.Header)).Select(NameOf)];
        Members = [.. bound.Where(static p => Is(p, BindingSource.Body)).SelectMany(static p => JsonNames.Of(p.ParameterType))];
    }

    internal IReadOnlyList<string> Query { get; }

    internal IReadOnlyList<string> Headers { get; }

    internal IReadOnlyList<string> Members { get; }

    /// <summary>Those of an endpoint; none where it is no action.</summary>
    internal static ActionParameters Of(RouteEndpoint endpoint) =>
        new(endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is { } action ? [.. action.Parameters, .. action.BoundProperties] : [],
            name => endpoint.RoutePattern.GetParameter(name) is not null);

    // What says nothing is looked for in the route, the query and forms.
    private static BindingSource? SourceOf(ParameterDescriptor parameter) =>
        parameter.BindingInfo?.BindingSource is { } source && source != BindingSource.ModelBinding ? source : null;

    private static bool Is(ParameterDescriptor parameter, BindingSource source) => SourceOf(parameter) == source;

    private static string NameOf(ParameterDescriptor parameter) => parameter.BindingInfo?.BinderModelName ?? parameter.Name;

    // An object is put together from as many names as it has properties.
    private static IEnumerable<string> NamesOf(ParameterDescriptor parameter) => parameter.ParameterType switch
    {
        var type when HasText(type) => [NameOf(parameter)],
        { Namespace: "System" or "System.Threading" } => [],
        var type => type.GetProperties().Where(static p => HasText(p.PropertyType))
            .Select(static p => p.GetCustomAttributes(inherit: true).OfType<IModelNameProvider>().FirstOrDefault()?.Name ?? p.Name),
    };

    private static bool HasText(Type type) => PlainTypes.Has(type) || type.IsAssignableTo(typeof(System.Collections.IEnumerable));
}
