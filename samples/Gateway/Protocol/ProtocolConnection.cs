using OpenClaw.Tenancy.AspNetCore.Limits;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>One connection that has connected: answers its requests, one after the other, and sends it events meanwhile.</summary>
internal sealed partial class ProtocolConnection(MethodTable methods, ProtocolEvents events, PolicyEngine engine, TenantLimits limits, RefusalTrail trail, TimeProvider time, ILogger<ProtocolConnection> logger)
{
    internal async Task ServeAsync(ProtocolSocket socket, string connectId, HttpContext context)
    {
        LiveConnection connection = socket.Connection;
        using EventSubscription? subscription = await events.SubscribeAsync(connection);
        await socket.AnswerAsync(connectId, Hello(connection));
        Task sending = subscription is null ? Task.CompletedTask : events.SendAllAsync(socket, subscription);
        var asked = new AskedIds();
        while (await socket.ReceiveAsync(context.RequestAborted) is { } message)
        {
            await AnswerAsync(socket, asked, message, context);
        }

        await sending;
    }

    private object Hello(LiveConnection connection) => new
    {
        type = "hello-ok",
        protocol = ConnectParameters.Protocol,
        server = new { connId = connection.Id },
        auth = new { role = ConnectParameters.Operator, scopes = (connection.Claim.Grant?.Scopes ?? connection.Claim.Scopes).Select(static s => s.Name).Order(StringComparer.Ordinal).ToArray() },
        features = new { methods = methods.Names.ToArray() },
        policy = new { maxPayload = 1024 * 1024, maxBufferedBytes = 1024 * 1024, tickIntervalMs = (int)ProtocolEvents.Tick.TotalMilliseconds },
    };

    private async Task AnswerAsync(ProtocolSocket socket, AskedIds asked, ReadOnlyMemory<byte> message, HttpContext context)
    {
        RequestFrame frame;
        try
        {
            frame = RequestFrame.Read(message.Span);
        }
        catch (BadHttpRequestException)
        {
            // It says not whom to answer.
            socket.Connection.EndAs(LiveEnding.InvalidMessage);
            return;
        }

        MethodAnswer answer = asked.TryAdd(frame.Id) ? await InvokeAsync(socket.Connection, frame, context) : Invalid(socket.Connection, "ws:request", context);
        await (answer.Refusal is { } refusal ? socket.RefuseAsync(frame.Id, refusal) : socket.AnswerAsync(frame.Id, answer.Payload));
    }

    private async Task<MethodAnswer> InvokeAsync(LiveConnection connection, RequestFrame frame, HttpContext context)
    {
        // SECURITY: the scope before anything else, for every method, also for one that there is not.
        AccessAction action = methods.ActionOf(frame.Method);
        var request = new AccessRequest(connection.Claim, action, default, time.GetUtcNow()) { CorrelationId = connection.CorrelationId };
        DenyReason refused = engine.Admit(in request);
        if (refused != DenyReason.None)
        {
            return MethodAnswer.Refused(Problem.For(refused));
        }

        if (methods.Find(frame.Method) is not { } method)
        {
            return Invalid(connection, action.Name, context);
        }

        try
        {
            // A socket is no way round the limits of HTTP.
            using LimitLease place = await limits.AcquireAsync(new LimitedRequest(connection.Claim, action.Name, connection.CorrelationId), connection.Ended);
            if (!place.IsAllowed)
            {
                return MethodAnswer.Refused(Problem.For(place.Outcome));
            }

            return await connection.RunAsync((services, token) => method.InvokeAsync(services, frame.Params, token));
        }
        catch (BadHttpRequestException)
        {
            return Invalid(connection, action.Name, context);
        }
#pragma warning disable CA1031 // Reason: whatever went wrong, the caller learns only that something did.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            if (connection.End is null)
            {
                LogFault(logger, exception.GetType().Name, context.TraceIdentifier);
            }

            return MethodAnswer.Refused(Problem.DependencyUnavailable);
        }
    }

    private MethodAnswer Invalid(LiveConnection connection, string action, HttpContext context)
    {
        trail.Record(context, connection.Claim, action, resourceId: null, Problem.InvalidRequest.Code);
        return MethodAnswer.Refused(Problem.InvalidRequest);
    }

    [LoggerMessage(EventId = 3003, EventName = "MethodFault", Level = LogLevel.Error, Message = "A method failed with {ExceptionType} ({TraceId}).")]
    private static partial void LogFault(ILogger logger, string exceptionType, string traceId);
}
