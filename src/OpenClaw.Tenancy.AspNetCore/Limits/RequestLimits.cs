using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Usage;

namespace OpenClaw.Tenancy.AspNetCore.Limits;

/// <summary>What the host's limits say of a request over HTTP.</summary>
internal sealed class RequestLimits(TenantLimits limits, TimeSpan patience, TimeProvider time)
{
    internal const string WarningHeader = "X-Quota-Warning";

    /// <summary>Whether requests to an endpoint are limited.</summary>
    internal bool Limit(EndpointPlan plan) => limits.LimitsRequests && !plan.IsUnlimited;

    /// <summary>Asks for a place for a request whose claim was let in.</summary>
    internal ValueTask<LimitLease> AcquireAsync(HttpContext context, AccessRequest request) => limits.AcquireAsync(
        new LimitedRequest(request.Principal!, request.Action!.Name, request.CorrelationId, request.RunId), context.RequestAborted);

    /// <summary>Answers a request that got no place. The limiter has recorded it.</summary>
    internal static Task RefuseAsync(HttpContext context, LimitLease lease)
    {
        if (lease.Outcome == LimitOutcome.RateLimited)
        {
            context.Response.Headers.RetryAfter = ((long)Math.Clamp(Math.Ceiling(lease.RetryAfter.TotalSeconds), 1, int.MaxValue)).ToString(CultureInfo.InvariantCulture);
        }

        return Problem.For(lease.Outcome).WriteAsync(context);
    }

    /// <summary>Reserves what the endpoint says, runs what comes next, and gives back what has not become usage by then.</summary>
    internal async Task ReserveAsync(HttpContext context, UsageAmounts estimate, RequestDelegate next)
    {
        // The start was refused if nobody limits usage.
        QuotaAnswer answer = await limits.ReserveAsync(context.RequestServices.GetRequiredService<TenantContext>(), estimate, context.RequestAborted).ConfigureAwait(false);
        if (!answer.IsAllowed)
        {
            await Problem.For(answer.Outcome).WriteAsync(context).ConfigureAwait(false);
            return;
        }

        if (answer.Warnings.Count != 0)
        {
            context.Response.Headers[WarningHeader] = string.Join(", ", answer.Warnings.Select(TextOf));
        }

        var feature = new ReservationFeature(answer.Reservation);
        context.Features.Set<IUsageReservationFeature>(feature);
        try
        {
            await next(context).ConfigureAwait(false);
        }
        finally
        {
            // Waited for, but not for ever: the answer is there, and what is not given back stays taken.
            Task returned = feature.Take()?.DisposeAsync().AsTask() ?? Task.CompletedTask;
            await returned.WaitAsync(patience, time, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string TextOf(UsageMeasure measure) => measure switch
    {
        UsageMeasure.Tokens => "tokens",
        UsageMeasure.Messages => "messages",
        UsageMeasure.ToolCalls => "tool_calls",
        UsageMeasure.Cost => "cost",
        _ => "unspecified",
    };
}
