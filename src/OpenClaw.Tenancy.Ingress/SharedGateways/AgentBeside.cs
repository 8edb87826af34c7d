using System.Text.Json;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>The agent that a request names beside its session, or as a part of it, wherever among its members it stands.</summary>
internal static class AgentBeside
{
    private const string AgentWord = "agent:";

    /// <summary>Reads it.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="names">The tenant's names.</param>
    /// <param name="agent">The agent, or null where none is named.</param>
    /// <returns>False where it is none of the tenant's.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="InvalidOperationException">A string is no text.</exception>
    internal static bool TryRead(ReadOnlySpan<byte> parameters, TenantNames names, out OpenClawAgentName? agent)
    {
        agent = null;
        OpenClawAgentName? ofKey = null;
        var reader = new Utf8JsonReader(parameters, new JsonReaderOptions { MaxDepth = Frames.GatewayFrameReader.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isAgent = reader.ValueTextEquals("agentId"u8), isKey = reader.ValueTextEquals("key"u8);
            reader.Read();
            if (isAgent && reader.TokenType == JsonTokenType.String)
            {
                return names.TryAgent(reader.GetString()!, out agent);
            }

            ofKey = isKey && reader.TokenType == JsonTokenType.String ? Of(reader.GetString()!, names) : ofKey;
            reader.Skip();
        }

        // A method that is always told an agent is told the session's own, where the session says one.
        agent = ofKey;
        return true;
    }

    private static OpenClawAgentName? Of(string key, TenantNames names) =>
        key.StartsWith(AgentWord, StringComparison.Ordinal) && key.IndexOf(':', AgentWord.Length) is > 0 and var end
        && names.TryAgent(key[AgentWord.Length..end], out OpenClawAgentName? agent) ? agent : null;
}
