using OpenClaw.Tenancy.AspNetCore.Live;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>A client that has connected, or why there is none.</summary>
internal sealed class GatewayOpening
{
    internal GatewayOpening(LiveEnding ending) => Ending = ending;

    internal GatewayOpening(LiveConnection connection, ConnectRequest connect, ReadOnlyMemory<byte> id) => (Connection, Connect, Id, Ending) = (connection, connect, id, LiveEnding.Closed);

    internal LiveConnection? Connection { get; }

    internal ConnectRequest? Connect { get; }

    /// <summary>The id of the frame that connected, as JSON text.</summary>
    internal ReadOnlyMemory<byte> Id { get; }

    /// <summary>Why there is none.</summary>
    internal LiveEnding Ending { get; }
}
