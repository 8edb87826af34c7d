using System.Text.Json;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>The agent that a request names beside its session, wherever among its members it stands.</summary>
internal static class AgentBeside
{
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
        var reader = new Utf8JsonReader(parameters, new JsonReaderOptions { MaxDepth = Frames.GatewayFrameReader.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isAgent = reader.ValueTextEquals("agentId"u8);
            reader.Read();
            if (isAgent && reader.TokenType == JsonTokenType.String)
            {
                return names.TryAgent(reader.GetString()!, out agent);
            }

            reader.Skip();
        }

        return true;
    }
}
