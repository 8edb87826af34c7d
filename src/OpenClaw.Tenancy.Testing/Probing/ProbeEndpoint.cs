using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.Testing.Probing.Running;

namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>A method and a route of the host.</summary>
/// <param name="method">The method.</param>
/// <param name="pattern">The route, with its parameters in braces.</param>
/// <remarks>Immutable once made.</remarks>
public sealed class ProbeEndpoint(string method, string pattern)
{
    /// <summary>The method.</summary>
    public string Method { get; } = !string.IsNullOrEmpty(method) ? method : throw new ArgumentException("Give the method.", nameof(method));

    /// <summary>The route, with its parameters in braces.</summary>
    public string Pattern { get; } = pattern?.StartsWith('/') == true ? pattern : throw new ArgumentException("Begin the route with a slash.", nameof(pattern));

    /// <summary>Method and route, as they stand in the report.</summary>
    public string Name => $"{Method} {Pattern}";

    /// <summary>Whether callers without a credential are answered on purpose.</summary>
    /// <value>Default: false.</value>
    public bool IsOpen { get; init; }

    /// <summary>Names in the query that the endpoint reads.</summary>
    /// <value>Default: none; the names of the kinds are tried in any case.</value>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>Members of the JSON body that the endpoint reads.</summary>
    /// <value>Default: none; the names of the kinds are tried in any case.</value>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Headers in which the endpoint reads an id.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Headers { get; init; } = [];

    internal PathTemplate Path { get; } = new(pattern);

    internal bool IsSafe => Method is "GET" or "HEAD" or "OPTIONS";

    internal bool TakesBody => Method is "POST" or "PUT" or "PATCH";

    /// <summary>Endpoints that are written down.</summary>
    /// <param name="names">Each as <c>GET /api/sessions/{id}</c>.</param>
    /// <returns>The endpoints.</returns>
    /// <exception cref="ArgumentException">One is no method and route.</exception>
    public static IReadOnlyList<ProbeEndpoint> Listed(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return
        [
            .. names.Select(static name => name.Split(' ') is [{ } method, { } pattern]
                ? new ProbeEndpoint(method, pattern)
                : throw new ArgumentException($"'{name}' is no endpoint. Write it as 'GET /path/{{parameter}}'.")),
        ];
    }

    /// <summary>Everything that an application in this process maps.</summary>
    /// <param name="services">The services of the application, after its start.</param>
    /// <returns>One endpoint for each method of each route.</returns>
    public static IReadOnlyList<ProbeEndpoint> Of(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return
        [
            .. services.GetServices<EndpointDataSource>()
                .SelectMany(static s => s.Endpoints).OfType<RouteEndpoint>()
                .Where(static e => e.Metadata.GetMetadata<ISuppressMatchingMetadata>()?.SuppressMatching != true)
                .SelectMany(static e => MethodsOf(e).Select(m => Of(m, e)))
                .DistinctBy(static e => e.Name, StringComparer.Ordinal),
        ];
    }

    private static ProbeEndpoint Of(string method, RouteEndpoint endpoint)
    {
        var action = ActionParameters.Of(endpoint);
        return new(method, "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => TextOf(p, endpoint.RoutePattern))))))
        {
            IsOpen = endpoint.Metadata.GetMetadata<AllowTenantlessAttribute>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
            Query =
            [
                .. Bound(endpoint).Where(p => endpoint.RoutePattern.GetParameter(p.Name) is null && HeaderOf(p) is null && PlainTypes.Has(p.ParameterInfo.ParameterType)).Select(static p => p.Name),
                .. action.Query,
            ],
            Headers = [.. Bound(endpoint).Select(HeaderOf).OfType<string>(), .. action.Headers],
            Members = [.. endpoint.Metadata.GetOrderedMetadata<IAcceptsMetadata>().SelectMany(static a => JsonNames.Of(a.RequestType)).Union(action.Members, StringComparer.Ordinal)],
        };
    }

    // A route that states no method takes each; two of them show what there is to see.
    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: { Count: > 0 } stated } ? stated : ["GET", "POST"];

    private static IReadOnlyList<IParameterBindingMetadata> Bound(RouteEndpoint endpoint) => endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>();

    private static string? HeaderOf(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttributes(inherit: false).OfType<IFromHeaderMetadata>().FirstOrDefault() is { } header ? header.Name ?? parameter.Name : null;

    // A route of conventions says by its required values which controller and action it is for.
    private static string TextOf(RoutePatternPart part, RoutePattern pattern) => part switch
    {
        RoutePatternParameterPart { Name: { } name } when pattern.RequiredValues.GetValueOrDefault(name) is string { Length: > 0 } required => required,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => string.Empty,
    };
}
