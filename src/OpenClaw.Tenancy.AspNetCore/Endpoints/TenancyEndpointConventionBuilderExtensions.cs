using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.Authorization;

#pragma warning disable IDE0130 // Reason: extension methods stand where a host's using directives already are.
namespace Microsoft.AspNetCore.Builder;
#pragma warning restore IDE0130

/// <summary>What an endpoint, a route group or all controllers say of tenancy.</summary>
public static class TenancyEndpointConventionBuilderExtensions
{
    /// <summary>Takes a verified claim of a tenant, and a scope on that tenant's axis.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint, group or controllers.</param>
    /// <param name="scope">The name of the scope, such as <c>operator.read</c>.</param>
    /// <param name="action">The action's name in audit records and permits. Default: the scope's name.</param>
    /// <param name="kind">What the endpoint acts on. Default: a tenant's data.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The scope is empty.</exception>
    public static TBuilder RequireTenantScope<TBuilder>(this TBuilder builder, string scope, string? action = null, AccessActionKind kind = AccessActionKind.Tenant)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(scope);
        return Say(builder, new RequireTenantScopeAttribute(scope) { Action = action, Kind = kind });
    }

    /// <summary>Takes a claim that may do what the action is, so that its name, scope and kind stand in one place.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint, group or controllers.</param>
    /// <param name="action">The action, from <see cref="PolicyEngine.Action"/> or from what demands its permit.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequireTenantScope<TBuilder>(this TBuilder builder, AccessAction action)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(action);
        return RequireTenantScope(builder, action.RequiredScope, action.Name, action.Kind);
    }

    /// <summary>Takes one action of a platform operator, and another of a tenant's own callers.</summary>
    internal static TBuilder RequireEither<TBuilder>(this TBuilder builder, AccessAction platform, AccessAction own)
        where TBuilder : IEndpointConventionBuilder => Say(builder, new RequireEitherAction(platform, own));

    /// <summary>Takes a platform operator's claim, and a scope on the global axis.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint, group or controllers.</param>
    /// <param name="scope">The name of the scope, such as <c>operator.admin</c>.</param>
    /// <returns>The builder.</returns>
    public static TBuilder RequirePlatformScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder => RequireTenantScope(builder, scope, $"platform:{scope}", AccessActionKind.Platform);

    /// <summary>Says that a route parameter names a resource that belongs to a tenant; another tenant's looks like one that is not there.</summary>
    /// <typeparam name="T">The kind of resource; an <c>IResourceOwnerSource</c> of it must be registered.</typeparam>
    /// <param name="builder">The endpoint.</param>
    /// <param name="routeParameter">The name of the route parameter that carries the id.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static IEndpointConventionBuilder OwnedBy<T>(this IEndpointConventionBuilder builder, string routeParameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(routeParameter);
        return Say(builder, new OwnedByAttribute<T>(routeParameter));
    }

    /// <summary>Says that a route parameter names the run that a request belongs to: it stands in the records of what is decided about the request, allowed or refused.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint or group.</param>
    /// <param name="routeParameter">The name of the route parameter that carries the id.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <remarks>What a caller wrote there is recorded, whether or not there is such a run. No right comes of it: whose the run is says <c>OwnedBy</c>.</remarks>
    public static TBuilder RecordsRun<TBuilder>(this TBuilder builder, string routeParameter)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(routeParameter);
        return Say(builder, new RecordsRunAttribute(routeParameter));
    }

    /// <summary>Says that an endpoint uses up what quotas limit: a part of its tenant's day is reserved before it runs, or the request is refused.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint, group or controllers.</param>
    /// <param name="messages">Messages that it answers. Default: 1.</param>
    /// <param name="tokens">Tokens that it will use, as far as that is known. Default: 0.</param>
    /// <param name="toolCalls">Tools that it will call. Default: 0.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or too large.</exception>
    /// <remarks>The handler finds the reservation in <see cref="OpenClaw.Tenancy.AspNetCore.Limits.IUsageReservationFeature"/>. What it does not take is given back when the request ends.</remarks>
    public static TBuilder ReservesUsage<TBuilder>(this TBuilder builder, long messages = 1, long tokens = 0, long toolCalls = 0)
        where TBuilder : IEndpointConventionBuilder
    {
        var reserves = new ReservesUsageAttribute { Messages = messages, Tokens = tokens, ToolCalls = toolCalls };
        _ = reserves.Amounts;
        return Say(builder, reserves);
    }

    /// <summary>Says that requests to an endpoint are not limited, and hold no place while they last: a connection that stays open for hours, say.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint, group or controllers.</param>
    /// <param name="reason">Why; it stands for the reader of the code.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public static TBuilder WithoutRequestLimits<TBuilder>(this TBuilder builder, string reason)
        where TBuilder : IEndpointConventionBuilder => Say(builder, new WithoutRequestLimitsAttribute(reason));

    /// <summary>Opens an endpoint to callers without a tenant. It must touch no tenant's data.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">The endpoint, group or controllers.</param>
    /// <param name="reason">Why; it stands for the reader of the code.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public static TBuilder AllowTenantless<TBuilder>(this TBuilder builder, string reason)
        where TBuilder : IEndpointConventionBuilder => Say(builder, new AllowTenantlessAttribute(reason));

    private static TBuilder Say<TBuilder>(TBuilder builder, ITenancyMarker marker)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(endpoint => endpoint.Metadata.Add(marker));

        // Last, when the groups around the endpoint have had their say too.
        builder.Finally(EndpointGuard.Install);
        return builder;
    }
}
