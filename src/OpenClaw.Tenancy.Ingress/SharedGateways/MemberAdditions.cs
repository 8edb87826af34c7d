using System.Text.Json;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>What is added to the parameters of a method: the agent where a client names none, and what is always said.</summary>
/// <param name="Agent">The id of the agent in the gateway, or null where the method takes none.</param>
/// <param name="Always">An object of the members that no client gives, or null.</param>
internal readonly record struct MemberAdditions(string? Agent, JsonElement? Always)
{
    private const string AgentMember = "agentId";

    internal void Write(Utf8JsonWriter? writer, Func<string, bool> isThere)
    {
        if (writer is null)
        {
            return;
        }

        if (Agent is not null && !isThere(AgentMember))
        {
            writer.WriteString(AgentMember, Agent);
        }

        if (Always is { } always)
        {
            foreach (JsonProperty member in always.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }
    }
}
