using System.Buffers;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Ingress.Guards;

/// <summary>Stands in one connection between a tenant and a gateway, and says of each frame what becomes of it.</summary>
/// <remarks>
/// The scope of a method has been decided before a guard is asked. One thread at a time asks it for each direction. What it writes is
/// the body alone: the parameters of a request, the payload of a response or an event, or the error; ids and numbers are the relay's.
/// </remarks>
public interface IFrameGuard
{
    /// <summary>The methods that a client of the connection may know of.</summary>
    IEnumerable<string> Methods { get; }

    /// <summary>The events that a client of the connection may know of.</summary>
    IEnumerable<string> Events { get; }

    /// <summary>The agent that is asked where a client names none, as the client calls it.</summary>
    AgentId DefaultAgent { get; }

    /// <summary>Looks at a request before the gateway sees it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="output">Takes the parameters that are sent on, or the payload of an answer of its own.</param>
    /// <returns>Forward, answer or refuse.</returns>
    GuardVerdict Ask(in GatewayFrame request, IBufferWriter<byte> output);

    /// <summary>Looks at the response to a request that was sent on, before the client sees it.</summary>
    /// <param name="method">What was asked.</param>
    /// <param name="response">The response.</param>
    /// <param name="output">Takes the payload, or the error where the response has one.</param>
    /// <returns>Forward or refuse.</returns>
    GuardVerdict Answer(string method, in GatewayFrame response, IBufferWriter<byte> output);

    /// <summary>Looks at an event before the client sees it.</summary>
    /// <param name="told">The event.</param>
    /// <param name="output">Takes the payload.</param>
    /// <returns>Forward, drop or refuse.</returns>
    GuardVerdict Tell(in GatewayFrame told, IBufferWriter<byte> output);
}
