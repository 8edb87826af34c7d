using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>Runs what a route does, answers, and records each refusal once.</summary>
internal sealed partial class AdministrationServer(RefusalTrail trail, ILogger logger)
{
    internal RequestDelegate Serve(Func<AdministrationCall, Task<AdministrationAnswer>> act) => async context =>
    {
        AccessPermit permit = context.RequestServices.GetRequiredService<TenantContext>().Permit;
        AdministrationAnswer answer;
        try
        {
            answer = await act(new AdministrationCall(context, permit)).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            // SECURITY: whether it was done is not known, and the message may hold what a dependency was sent: neither goes out.
            LogFault(logger, permit.Action.Name, exception.GetType().Name, context.TraceIdentifier);
            answer = AdministrationAnswer.Refused(Problem.DependencyUnavailable);
        }

        if (answer.Refusal is { } refusal)
        {
            trail.Record(context, permit.Claim, permit.Action.Name, permit.ResourceId, refusal.Code);
        }

        await answer.WriteAsync(context).ConfigureAwait(false);
    };

    [LoggerMessage(EventId = 2014, EventName = "AdministrationFault", Level = LogLevel.Error, Message = "OCT2014: {Action} failed with {ExceptionType} ({TraceId}), and whether it was done is not known. The answer was 503; the cause lies with the directory's writer, the ledger, or what the host keeps for tenants.")]
    private static partial void LogFault(ILogger logger, string action, string exceptionType, string traceId);
}
