using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>Whom the agent calls.</summary>
/// <param name="Connector">The connector that leads there, or null where it calls nobody.</param>
/// <param name="KeyName">The name of the tenant's own secret that goes along, or null.</param>
public sealed record AgentConnection(string? Connector, SecretName? KeyName)
{
    public static AgentConnection None { get; } = new(Connector: null, KeyName: null);
}
