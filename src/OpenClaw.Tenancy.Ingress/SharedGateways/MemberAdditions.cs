using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>What is added to the parameters of a method: the agent where a client names none, and what is always said.</summary>
/// <param name="Agent">The id of the agent in the gateway, or null where the method takes none.</param>
/// <param name="Always">An object of the members that no client gives, or null.</param>
internal readonly record struct MemberAdditions(string? Agent, JsonElement? Always)
{
    private const string AgentMember = "agentId";

    /// <summary>Writes it at the end of an object.</summary>
    /// <param name="writer">Takes it, or null to look only.</param>
    /// <param name="shape">The shape of the object.</param>
    /// <param name="seen">The bits of the members that a client gave.</param>
    internal void Write(Utf8JsonWriter? writer, Shape shape, ulong seen)
    {
        if (writer is null)
        {
            return;
        }

        if (Agent is not null && (shape.Find(AgentMember) is not { } member || (seen & member.Bit) == 0))
        {
            writer.WriteString(AgentMember, Agent);
        }

        if (Always is { } always)
        {
            foreach (JsonProperty said in always.EnumerateObject())
            {
                said.WriteTo(writer);
            }
        }
    }
}
