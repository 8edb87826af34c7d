using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>Writes the frames of the protocol.</summary>
internal sealed class ProtocolSocket(TenantWebSocket socket)
{
    internal LiveConnection Connection => socket.Connection;

    internal ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken) => socket.ReceiveAsync(cancellationToken);

    internal ValueTask<bool> AnswerAsync(string id, object? payload) => SendAsync(new { type = "res", id, ok = true, payload });

    internal ValueTask<bool> RefuseAsync(string id, Problem problem) => SendAsync(new { type = "res", id, ok = false, error = new { code = problem.Code, message = problem.Title } });

    internal ValueTask<bool> SendEventAsync(DeliveredEvent delivered)
    {
        // The payload is JSON already, and was written by this host.
        var payload = new JsonText(delivered.Event.Payload);
        return SendAsync(new { type = "event", @event = delivered.Event.Name, payload, seq = delivered.Sequence });
    }

    private ValueTask<bool> SendAsync<T>(T frame) => socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame, ProtocolJson.Options), CancellationToken.None);
}
