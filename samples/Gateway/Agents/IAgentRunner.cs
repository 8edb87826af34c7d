namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>What answers. It learns the conversation and nothing of the tenant, and holds no permit.</summary>
public interface IAgentRunner
{
    IAsyncEnumerable<AgentEvent> RunAsync(AgentRequest request, CancellationToken cancellationToken);
}
