using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.AspNetCore.Endpoints;

/// <summary>Refuses a request that reached an endpoint without the middleware having let it through to this very endpoint.</summary>
/// <remarks>SECURITY: this covers branches of the pipeline, a misplaced middleware, and endpoints that are added after the start.</remarks>
internal static partial class EndpointGuard
{
    /// <summary>Compiles the plan into an endpoint and puts the guard before its handler, once.</summary>
    internal static void Install(EndpointBuilder builder)
    {
        PolicyEngine engine = builder.ApplicationServices.GetRequiredService<PolicyEngine>();
        if (builder.Metadata.OfType<EndpointPlan>().Any())
        {
            return;
        }

        EndpointPlan plan = EndpointPlan.Compile(builder.Metadata, engine);
        builder.Metadata.Add(plan);
        if (builder.RequestDelegate is { } handler && engine.Mode != TenancyMode.Disabled && !plan.IsTenantless)
        {
            builder.RequestDelegate = context => IsOpenTo(context, plan) ? handler(context) : RefuseAsync(context);
        }
    }

    internal static void Open(HttpContext context, EndpointPlan plan) => context.Features.Set(plan);

    /// <summary>Whether the middleware let the request through to its current endpoint.</summary>
    internal static bool IsOpen(HttpContext context) =>
        context.RequestServices.GetRequiredService<PolicyEngine>().Mode == TenancyMode.Disabled
        || (context.GetEndpoint() is { } endpoint && IsOpenTo(context, context.RequestServices.GetRequiredService<EndpointPlans>().Of(endpoint)));

    internal static Task RefuseAsync(HttpContext context)
    {
        ILogger logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("OpenClaw.Tenancy.AspNetCore");
        string? endpoint = context.GetEndpoint()?.DisplayName;
        LogUnmarked(logger, endpoint);
        return Problem.ClaimMissing.WriteAsync(context);
    }

    private static bool IsOpenTo(HttpContext context, EndpointPlan plan) => ReferenceEquals(context.Features.Get<EndpointPlan>(), plan);

    [LoggerMessage(EventId = 2006, EventName = "UnmarkedRequest", Level = LogLevel.Critical, Message = "OCT2006: a request reached the endpoint '{Endpoint}' without passing UseTenancy, and was refused. Call app.UseTenancy() once, after authentication and routing, on the pipeline that serves the endpoint.")]
    private static partial void LogUnmarked(ILogger logger, string? endpoint);
}
