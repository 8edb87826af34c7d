using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Samples.Gateway.Http;

/// <summary>The outermost part of the pipeline: every answer is <c>no-store</c>, and every exception becomes a refusal that says nothing of it.</summary>
public sealed partial class RefusalBoundary(RequestDelegate next, RefusalTrail trail, ILogger<RefusalBoundary> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception)
        {
            Problem problem = exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problem.TooLarge : Problem.InvalidRequest;
            Record(context, problem);
            await RefuseAsync(context, problem);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
#pragma warning disable CA1031 // Reason: whatever went wrong, the caller learns only that something did.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // The message may hold what a caller or a dependency sent, so the log names the type alone.
            LogFault(logger, exception.GetType().Name, context.TraceIdentifier);
            await RefuseAsync(context, Problem.DependencyUnavailable);
        }
    }

    private void Record(HttpContext context, Problem problem)
    {
        TenantContext tenant = context.RequestServices.GetRequiredService<TenantContext>();
        if (tenant.IsBound)
        {
            trail.Record(context, tenant.Claim, tenant.Permit.Action.Name, tenant.Permit.ResourceId, problem.Code);
        }
    }

    private static async Task RefuseAsync(HttpContext context, Problem problem)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
            return;
        }

        context.Response.Clear();
        await problem.WriteAsync(context);
    }

    [LoggerMessage(EventId = 3001, EventName = "RequestFault", Level = LogLevel.Error, Message = "A request failed with {ExceptionType} ({TraceId}).")]
    private static partial void LogFault(ILogger logger, string exceptionType, string traceId);
}
