using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Ingress.Cells;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.SharedGateways;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>One client and one gateway, from their hellos to their end. Each direction is one loop, so one message of it is looked at at a time.</summary>
internal sealed partial class RelaySession(RelayKit kit, TenantWebSocket client, GatewayLink gateway, IFrameGuard guard, ForeignAgentIds? foreign, Cell cell, HttpContext context) : IDisposable
{
    // How often what is late is looked for.
    private static readonly TimeSpan LateInterval = TimeSpan.FromSeconds(1);

    private readonly PendingRequests _pending = new(cell.Options, kit.Time);
    private readonly AskedIds _asked = new();
    private readonly FrameBuffer _upward = new();
    private long _number = 1;

    private LiveConnection Connection => client.Connection;

    /// <summary>Relays until one of the two ends.</summary>
    internal async Task ServeAsync(ReadOnlyMemory<byte> connectId, long maxMessageBytes)
    {
        _ = _asked.TryAdd(connectId.Span);
        ClientHello.Write(_upward, connectId.Span, Connection, gateway.Hello, guard, maxMessageBytes, cell.Options);
        await client.SendAsync(_upward.Written, CancellationToken.None).ConfigureAwait(false);
        using var answers = new RelayAnswers(kit, client, gateway, guard, foreign, _pending, context);
        Task answering = answers.RelayAllAsync();
        Task late = AnswerLateAsync();
        while (await client.ReceiveAsync(context.RequestAborted).ConfigureAwait(false) is { } message)
        {
            await AskAsync(message).ConfigureAwait(false);
        }

        await gateway.CloseAsync().ConfigureAwait(false);
        await answering.ConfigureAwait(false);
        await late.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _pending.Dispose();
        _upward.Dispose();
    }

    private async ValueTask AskAsync(ReadOnlyMemory<byte> message)
    {
        if (!GatewayFrameReader.TryReadRequest(message, out GatewayFrame request) || !_asked.TryAdd(request.Id.Span))
        {
            // It does not say whom to answer, or would be answered as another.
            Connection.EndAs(LiveEnding.InvalidMessage);
            return;
        }

        Problem? refusal;
        try
        {
            refusal = await RelayAsync(request).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Reason: whatever went wrong, nothing is sent on, and the caller learns only that something did.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            if (Connection.End is null)
            {
                LogFault(kit.Logger, exception.GetType().Name, context.TraceIdentifier);
            }

            refusal = Problem.DependencyUnavailable;
        }

        if (refusal is not null)
        {
            FrameText.Refuse(_upward, request.Id.Span, refusal);
            await client.SendAsync(_upward.Written, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<Problem?> RelayAsync(GatewayFrame request)
    {
        // SECURITY: the scope before anything else, for every method, also for one that there is not.
        AccessAction action = kit.Methods.ActionOf(request.Name);
        var access = new AccessRequest(Connection.Claim, action, default, kit.Time.GetUtcNow()) { CorrelationId = Connection.CorrelationId };
        DenyReason refused = kit.Engine.Admit(in access);
        if (refused != DenyReason.None)
        {
            return Problem.For(refused);
        }

        // A socket is no way round the limits of HTTP.
        LimitLease place = await kit.Limits.AcquireAsync(new LimitedRequest(Connection.Claim, action.Name, Connection.CorrelationId), Connection.Ended).ConfigureAwait(false);
        bool isHeld = true;
        try
        {
            if (!place.IsAllowed)
            {
                return Problem.For(place.Outcome);
            }

            long number = ++_number;
            GuardVerdict verdict = Ask(in request, number);
            if (verdict.Act is not (GuardAct.Forward or GuardAct.Answer))
            {
                return Refuse(action, request.Name, verdict.Problem);
            }

            // Nothing is recorded as allowed that was refused before it.
            AccessResult allowed = await kit.Engine.AuthorizeAsync(access.About(ResourceRef.Collection(Connection.Tenant)), Connection.Ended).ConfigureAwait(false);
            if (!allowed.IsAllowed)
            {
                return Problem.For(allowed.Decision.Reason);
            }

            if (verdict.Act == GuardAct.Answer)
            {
                await client.SendAsync(_upward.Written, CancellationToken.None).ConfigureAwait(false);
                return null;
            }

            if (!_pending.TryAdd(number, request.Id.Span, request.Name, action, place))
            {
                return Refuse(action, resource: null, Problem.RateLimited);
            }

            isHeld = false;
            if (!await gateway.SendAsync(_upward.Written, Connection.Ended).ConfigureAwait(false))
            {
                Connection.EndAs(LiveEnding.DependencyUnavailable);
            }

            return null;
        }
        finally
        {
            if (isHeld)
            {
                place.Dispose();
            }
        }
    }

    // What the guard writes stands at once where it is sent from: behind the head of a request, or of an answer of its own.
    private GuardVerdict Ask(in GatewayFrame request, long number)
    {
        FrameText.BeginRequest(_upward, number, request.Name);
        int begun = _upward.Length;
        GuardVerdict verdict = guard.Ask(in request, _upward);
        verdict = ForeignAgentIds.Look(foreign, verdict, _upward.Written.Span[begun..]);
        if (verdict.Act == GuardAct.Answer)
        {
            byte[] own = _upward.Written[begun..].ToArray();
            FrameText.BeginAnswer(_upward, request.Id.Span, isOk: true);
            begun = _upward.Length;
            _upward.Write(own);
        }

        FrameText.End(_upward, begun);
        return verdict;
    }

    private Problem Refuse(AccessAction action, string? resource, Problem problem)
    {
        kit.Trail.Record(context, Connection.Claim, action.Name, resource, problem.Code);
        return problem;
    }

    // A gateway that does not answer: the client learns it in time, and what comes later is an answer to nothing.
    private async Task AnswerLateAsync()
    {
        using var timer = new PeriodicTimer(LateInterval, kit.Time);
        using var buffer = new FrameBuffer();
        try
        {
            while (await timer.WaitForNextTickAsync(Connection.Ended).ConfigureAwait(false))
            {
                foreach (PendingRequest request in _pending.TakeLate())
                {
                    using (request)
                    {
                        FrameText.Refuse(buffer, request.Id, Refuse(request.Action, resource: null, Problem.DependencyUnavailable));
                        await client.SendAsync(buffer.Written, CancellationToken.None).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    [LoggerMessage(EventId = 2805, EventName = "RelayFault", Level = LogLevel.Error, Message = "OCT2805: a request could not be relayed ({ExceptionType}, {TraceId}). Nothing was sent on.")]
    private static partial void LogFault(ILogger logger, string exceptionType, string traceId);
}
