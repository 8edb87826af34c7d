using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>The outer form of the frames that the relay writes. What stands between is a guard's.</summary>
internal static class FrameText
{
    internal static void BeginRequest(FrameBuffer buffer, long number, string method)
    {
        buffer.Clear();
        buffer.Write("{\"type\":\"req\",\"id\":\""u8);
        Number(buffer, number);
        buffer.Write("\",\"method\":\""u8);
        Name(buffer, method);
        buffer.Write("\",\"params\":"u8);
    }

    internal static void BeginAnswer(FrameBuffer buffer, ReadOnlySpan<byte> id, bool isOk)
    {
        buffer.Clear();
        buffer.Write("{\"type\":\"res\",\"id\":"u8);
        buffer.Write(id);
        buffer.Write(isOk ? ",\"ok\":true,\"payload\":"u8 : ",\"ok\":false,\"error\":"u8);
    }

    internal static void BeginEvent(FrameBuffer buffer, string name)
    {
        buffer.Clear();
        buffer.Write("{\"type\":\"event\",\"event\":\""u8);
        Name(buffer, name);
        buffer.Write("\",\"payload\":"u8);
    }

    /// <summary>Ends a frame. A guard that wrote nothing leaves the parameters of a request, the payload of an answer or an event, an empty object.</summary>
    internal static void End(FrameBuffer buffer, int begun, long? sequence = null)
    {
        if (buffer.Length == begun)
        {
            buffer.Write("{}"u8);
        }

        if (sequence is { } number)
        {
            buffer.Write(",\"seq\":"u8);
            Number(buffer, number);
        }

        buffer.Write("}"u8);
    }

    /// <summary>Writes a whole answer that refuses. It says the code of the refusal and its sentence, which name nothing.</summary>
    internal static void Refuse(FrameBuffer buffer, ReadOnlySpan<byte> id, Problem problem)
    {
        BeginAnswer(buffer, id, isOk: false);
        buffer.Write("{\"code\":\""u8);
        Name(buffer, problem.Code);
        buffer.Write("\",\"message\":\""u8);
        buffer.Write(JsonEncodedText.Encode(problem.Title).EncodedUtf8Bytes);
        buffer.Write(problem.Status is 429 or 503 ? "\",\"retryable\":true,\"retryAfterMs\":1000}}"u8 : "\"}}"u8);
    }

    // Names are of letters, digits and a few marks: the reader has seen to it.
    private static void Name(FrameBuffer buffer, string name) => buffer.Advance(Encoding.ASCII.GetBytes(name, buffer.GetSpan(name.Length)));

    private static void Number(FrameBuffer buffer, long number)
    {
        Utf8Formatter.TryFormat(number, buffer.GetSpan(20), out int written);
        buffer.Advance(written);
    }
}
