using System.Buffers;
using System.Text.Json;
using OpenClaw.Tenancy.Ingress.Frames;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>What the guard answers itself, since the gateway would tell of everybody.</summary>
/// <param name="agents">The tenant's agents.</param>
internal sealed class SharedAnswers(IReadOnlyList<AgentId> agents)
{
    private const string Agents = "agents.list";
    private const string Health = "health";

    internal static string[] Methods => [Agents, Health];

    /// <summary>Writes the answer to a request, where it is one of these.</summary>
    internal bool TryWrite(in GatewayFrame request, IBufferWriter<byte> output)
    {
        if (request.Name is not (Agents or Health))
        {
            return false;
        }

        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        if (request.Name == Health)
        {
            writer.WriteBoolean("ok", true);
        }
        else
        {
            WriteAgents(writer);
        }

        writer.WriteEndObject();
        return true;
    }

    private void WriteAgents(Utf8JsonWriter writer)
    {
        writer.WriteString("defaultId", agents[0].ToString());
        writer.WriteString("mainKey", "main");
        writer.WriteString("scope", "per-sender");
        writer.WriteStartArray("agents");
        foreach (AgentId agent in agents)
        {
            writer.WriteStartObject();
            writer.WriteString("id", agent.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
