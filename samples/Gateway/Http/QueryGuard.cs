namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>Refuses a query parameter that the route does not know or that stands twice: <c>?tenant=victim</c> is refused, and not ignored.</summary>
internal static class QueryGuard
{
    internal static TBuilder TakesQuery<TBuilder>(this TBuilder builder, params string[] names)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new KnownQuery(names));

    internal static ValueTask<object?> FilterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpRequest request = context.HttpContext.Request;
        KnownQuery? known = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<KnownQuery>();
        BadInput.Unless(request.Query.Count == 0 || known?.Admits(request.Query) == true);
        return next(context);
    }
}
