using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.Samples.ControlPlane.Http;

/// <summary>The outermost part of the pipeline: every answer is <c>no-store</c>, and every exception becomes a refusal that says nothing of it.</summary>
public sealed partial class RefusalBoundary(RequestDelegate next, ILogger<RefusalBoundary> logger)
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
            await RefuseAsync(context, exception.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problem.TooLarge : Problem.InvalidRequest);
        }
        catch (TenantScopeRequiredException)
        {
            // The claim ended between two steps.
            await RefuseAsync(context, Problem.TokenInvalid);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
#pragma warning disable CA1031 // Reason: whatever went wrong, the caller learns only that something did.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            // The message may hold what a caller or a runtime sent, so the log names the type alone.
            LogFault(logger, exception.GetType().Name, context.TraceIdentifier);
            await RefuseAsync(context, Problem.DependencyUnavailable);
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

    [LoggerMessage(EventId = 4001, EventName = "RequestFault", Level = LogLevel.Error, Message = "A request failed with {ExceptionType} ({TraceId}).")]
    private static partial void LogFault(ILogger logger, string exceptionType, string traceId);
}
