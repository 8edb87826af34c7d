using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>What an agent is asked.</summary>
/// <param name="AgentId">Which agent of the tenant.</param>
/// <param name="Model">The model that the caller asked for, or null.</param>
/// <param name="Messages">The conversation; the last message is the one to answer.</param>
public sealed record AgentRequest(string AgentId, string? Model, IReadOnlyList<Message> Messages)
{
    /// <summary>Whom it asks before it executes anything, or null where it executes nothing.</summary>
    public IExecTool? Exec { get; init; }

    /// <summary>The way to its endpoint, which puts the tenant's own key on; null where it calls nobody.</summary>
    public HttpClient? Endpoint { get; init; }
}
