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
        if (builder.RequestDelegate is not { } handler)
        {
            return;
        }

        if (engine.Mode == TenancyMode.Disabled)
        {
            builder.RequestDelegate = plan.Owned.Length != 0 ? context => ServeDefaultTenantAsync(context, plan, handler) : handler;
        }
        else if (!plan.IsTenantless)
        {
            builder.RequestDelegate = context => IsOpenTo(context, plan) ? handler(context) : RefuseAsync(context);
        }
    }

    internal static void Open(HttpContext context, EndpointPlan plan) => context.Features.Set(plan);

    /// <summary>Refuses a request that the middleware has not let through to its current endpoint; null when it has.</summary>
    internal static async ValueTask<Func<HttpContext, Task>?> RefusalAsync(HttpContext context)
    {
        Endpoint? endpoint = context.GetEndpoint();
        EndpointPlan? plan = endpoint is null ? null : context.RequestServices.GetRequiredService<EndpointPlans>().Of(endpoint);
        if (context.RequestServices.GetRequiredService<PolicyEngine>().Mode != TenancyMode.Disabled)
        {
            return plan is not null && IsOpenTo(context, plan) ? null : RefuseAsync;
        }

        Problem? problem = plan is null ? null : await DefaultTenantGuard.RefusalAsync(context, plan).ConfigureAwait(false);
        return problem is null ? null : problem.WriteAsync;
    }

    private static async Task ServeDefaultTenantAsync(HttpContext context, EndpointPlan plan, RequestDelegate handler)
    {
        Problem? problem = await DefaultTenantGuard.RefusalAsync(context, plan).ConfigureAwait(false);
        await (problem is null ? handler(context) : problem.WriteAsync(context)).ConfigureAwait(false);
    }

    private static Task RefuseAsync(HttpContext context)
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
