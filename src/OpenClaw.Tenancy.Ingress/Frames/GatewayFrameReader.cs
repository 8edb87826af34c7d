using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.Frames;

/// <summary>Reads the outer form of a frame, and nothing more of it than that.</summary>
/// <remarks>
/// The frames are those of protocol 4 of OpenClaw (<c>docs/gateway/protocol/transport.md</c> of its package). A message is UTF-8, which the
/// WebSocket has seen to. Static, safe for use by many threads.
/// </remarks>
public static class GatewayFrameReader
{
    /// <summary>How deep a frame may be.</summary>
    public const int MaxDepth = 64;

    private const int MaxText = 128;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-"u8);
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth };

    // One bit for each member, so that one that stands twice is found.
    [Flags]
    private enum Member
    {
        None = 0,
        Type = 1,
        Id = 2,
        Method = 4,
        Params = 8,
        Trace = 16,
        Ok = 32,
        Payload = 64,
        Error = 128,
        Event = 256,
        Other = 512,
    }

    /// <summary>Reads a request of a client.</summary>
    /// <param name="message">The message.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>False for whatever is not exactly a request: another type, a member twice or unknown, an id or a method of another form.</returns>
    public static bool TryReadRequest(ReadOnlyMemory<byte> message, out GatewayFrame frame)
    {
        const Member Needed = Member.Type | Member.Id | Member.Method;
        Member seen = Read(message, out frame);
        return frame.Kind == FrameKind.Request && (seen & ~(Member.Params | Member.Trace)) == Needed;
    }

    /// <summary>Reads a response or an event of a gateway. Members that it does not know are passed over, for they go nowhere.</summary>
    /// <param name="message">The message.</param>
    /// <param name="frame">The frame.</param>
    /// <returns>False for whatever is neither.</returns>
    public static bool TryReadAnswer(ReadOnlyMemory<byte> message, out GatewayFrame frame)
    {
        Member seen = Read(message, out frame);
        return frame.Kind switch
        {
            FrameKind.Response => seen.HasFlag(Member.Id | Member.Ok) && (seen & (Member.Method | Member.Event | Member.Params)) == 0 && frame.IsOk != seen.HasFlag(Member.Error),
            FrameKind.Event => seen.HasFlag(Member.Event) && (seen & (Member.Id | Member.Ok | Member.Error | Member.Method | Member.Params)) == 0,
            _ => false,
        };
    }

    private static Member Read(ReadOnlyMemory<byte> message, out GatewayFrame frame)
    {
        frame = default;
        try
        {
            var reader = new Utf8JsonReader(message.Span, Options);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Members(message, ref reader, out frame) : Member.None;
        }
        catch (JsonException)
        {
            return Member.None;
        }
    }

    private static Member Members(ReadOnlyMemory<byte> message, ref Utf8JsonReader reader, out GatewayFrame frame)
    {
        Member seen = Member.None;
        FrameKind kind = FrameKind.None;
        ReadOnlyMemory<byte> id = default, body = default, error = default;
        string? name = null;
        bool isOk = false;
        frame = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Member member = Known(ref reader);
            if (member != Member.Other && (seen & member) != 0)
            {
                return Member.None;
            }

            seen |= member;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            switch (member)
            {
                case Member.Type:
                    kind = reader.TokenType == JsonTokenType.String ? Kind(ref reader) : FrameKind.None;
                    break;
                case Member.Id when !IsText(ref reader, name: false):
                case Member.Method or Member.Event when !IsText(ref reader, name: true):
                    return Member.None;
                case Member.Id:
                    id = message[start..(int)reader.BytesConsumed];
                    break;
                case Member.Method or Member.Event:
                    name = Encoding.ASCII.GetString(reader.ValueSpan);
                    break;
                case Member.Ok when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                    isOk = reader.TokenType == JsonTokenType.True;
                    break;
                case Member.Ok:
                    return Member.None;
                default:
                    reader.Skip();
                    body = member is Member.Params or Member.Payload ? message[start..(int)reader.BytesConsumed] : body;
                    error = member == Member.Error ? message[start..(int)reader.BytesConsumed] : error;
                    break;
            }
        }

        // Nothing but white space may follow: the reader throws at anything else.
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read())
        {
            return Member.None;
        }

        frame = new GatewayFrame { Kind = kind, Id = id, Name = name ?? string.Empty, Body = body, Error = error, IsOk = isOk };
        return seen;
    }

    private static Member Known(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? Member.Type
        : reader.ValueTextEquals("id"u8) ? Member.Id
        : reader.ValueTextEquals("method"u8) ? Member.Method
        : reader.ValueTextEquals("event"u8) ? Member.Event
        : reader.ValueTextEquals("params"u8) ? Member.Params
        : reader.ValueTextEquals("payload"u8) ? Member.Payload
        : reader.ValueTextEquals("ok"u8) ? Member.Ok
        : reader.ValueTextEquals("error"u8) ? Member.Error
        : reader.ValueTextEquals("traceparent"u8) ? Member.Trace
        : Member.Other;

    private static FrameKind Kind(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("req"u8) ? FrameKind.Request
        : reader.ValueTextEquals("res"u8) ? FrameKind.Response
        : reader.ValueTextEquals("event"u8) ? FrameKind.Event
        : FrameKind.None;

    // SECURITY: an escape could write one name in two ways, and what is looked up would not be what is sent on.
    private static bool IsText(ref Utf8JsonReader reader, bool name) =>
        reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && reader.ValueSpan.Length is > 0 and <= MaxText
        && (!name || !reader.ValueSpan.ContainsAnyExcept(NameBytes));
}
