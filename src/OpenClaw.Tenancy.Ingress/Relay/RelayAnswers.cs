using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.SharedGateways;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>What a gateway sends, on its way to the client of one connection. One loop, so one message at a time.</summary>
internal sealed partial class RelayAnswers(RelayKit kit, TenantWebSocket client, GatewayLink gateway, IFrameGuard guard, ForeignAgentIds? foreign, PendingRequests pending, HttpContext context) : IDisposable
{
    // A gateway that answers more often to nothing is none that can be relayed.
    private const int MaxStrays = 64;

    // Of how many kinds of events that nobody knows there is a record. A gateway may have any number.
    private const int MaxUnknown = 16;

    private readonly FrameBuffer _downward = new();
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);
    private long _sequence;
    private int _strays;

    private LiveConnection Connection => client.Connection;

    /// <summary>Relays until the gateway or the connection ends.</summary>
    internal async Task RelayAllAsync()
    {
        try
        {
            while (Connection.End is null && await gateway.ReceiveAsync(Connection.Ended).ConfigureAwait(false) is { } message && await RelayAsync(message).ConfigureAwait(false))
            {
                // The next one.
            }
        }
#pragma warning disable CA1031 // Reason: whatever went wrong, the connection ends and nothing is told.
        catch (Exception exception)
#pragma warning restore CA1031 // Reason: the end of the above.
        {
            LogMalformed(kit.Logger, exception.GetType().Name);
        }

        Connection.EndAs(LiveEnding.DependencyUnavailable);
    }

    public void Dispose() => _downward.Dispose();

    private ValueTask<bool> RelayAsync(ReadOnlyMemory<byte> message)
    {
        if (!GatewayFrameReader.TryReadAnswer(message, out GatewayFrame frame))
        {
            LogMalformed(kit.Logger, "a frame");
            return ValueTask.FromResult(false);
        }

        // SECURITY: before a guard sees it, for this is no question of whose it is.
        bool holdsCredential = gateway.Trace?.IsIn(message.Span) ?? false;
        return frame.Kind == FrameKind.Event ? TellAsync(in frame, holdsCredential) : AnswerAsync(in frame, holdsCredential);
    }

    private ValueTask<bool> AnswerAsync(in GatewayFrame frame, bool holdsCredential)
    {
        if (!pending.TryFind(frame.Id.Span, out long number, out PendingRequest? request))
        {
            return ValueTask.FromResult(NoteStray());
        }

        bool isLast = !(request.IsAnsweredTwice && IsAcceptance(in frame) && pending.TryAccept(number));
        if (isLast && !pending.TryTake(number))
        {
            return ValueTask.FromResult(NoteStray());
        }

        FrameText.BeginAnswer(_downward, request.Id, frame.IsOk);
        int begun = _downward.Length;
        GuardVerdict verdict = holdsCredential ? GuardVerdict.Refuse(Problem.PolicyForbid) : guard.Answer(request.Method, in frame, _downward);
        verdict = ForeignAgentIds.Look(foreign, verdict, _downward.Written.Span[begun..]);
        if (verdict.Act == GuardAct.Forward && (frame.IsOk || _downward.Length != begun))
        {
            FrameText.End(_downward, begun);
        }
        else
        {
            kit.Trail.Record(context, Connection.Claim, request.Action.Name, request.Method, verdict.Problem.Code);
            FrameText.Refuse(_downward, request.Id, verdict.Problem);
        }

        if (isLast)
        {
            request.Dispose();
        }

        return client.SendAsync(_downward.Written, CancellationToken.None);
    }

    private ValueTask<bool> TellAsync(in GatewayFrame frame, bool holdsCredential)
    {
        FrameText.BeginEvent(_downward, frame.Name);
        int begun = _downward.Length;
        GuardVerdict verdict = holdsCredential ? GuardVerdict.Refuse(Problem.PolicyForbid) : guard.Tell(in frame, _downward);

        // All of it, also what the guard left out: an event is of one session.
        verdict = ForeignAgentIds.Look(foreign, verdict, frame.Body.Span);
        switch (verdict.Act)
        {
            case GuardAct.Forward:
                // INVARIANT: the connection's own numbers. The gateway's count what others are told too.
                FrameText.End(_downward, begun, ++_sequence);
                return client.SendAsync(_downward.Written, CancellationToken.None);
            case GuardAct.Drop:
                NoteUnknown(frame.Name);
                return ValueTask.FromResult(true);
            default:
                kit.Trail.Record(context, Connection.Claim, RelayKit.EventAction, frame.Name, verdict.Problem.Code);
                return ValueTask.FromResult(true);
        }
    }

    // What is another's, or is kept back, comes all the time. What is no event of the protocol is recorded once for each connection.
    private void NoteUnknown(string name)
    {
        if (!CellEvents.Names.Contains(name) && _unknown.Count < MaxUnknown && _unknown.Add(name))
        {
            kit.Trail.Record(context, Connection.Claim, RelayKit.EventAction, name, Problem.InvalidRequest.Code);
        }
    }

    // Twice, to nothing, or too late.
    private bool NoteStray()
    {
        kit.Trail.Record(context, Connection.Claim, RelayKit.AnswerAction, resourceId: null, Problem.InvalidRequest.Code);
        if (++_strays < MaxStrays)
        {
            return true;
        }

        LogMalformed(kit.Logger, "answers to nothing");
        return false;
    }

    private static bool IsAcceptance(in GatewayFrame frame)
    {
        if (!frame.IsOk || frame.Body.IsEmpty)
        {
            return false;
        }

        var reader = new Utf8JsonReader(frame.Body.Span, new JsonReaderOptions { MaxDepth = GatewayFrameReader.MaxDepth });
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } && reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                return reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("accepted"u8);
            }
        }

        return false;
    }

    [LoggerMessage(EventId = 2806, EventName = "GatewayMalformed", Level = LogLevel.Error, Message = "OCT2806: a gateway sent what no gateway of this protocol sends ({What}). The connection was ended.")]
    private static partial void LogMalformed(ILogger logger, string what);
}
