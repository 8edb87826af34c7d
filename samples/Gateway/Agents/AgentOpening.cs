using OpenClaw.Tenancy.AspNetCore.Problems;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>A way to the agent's endpoint, or why there is none.</summary>
/// <param name="Endpoint">The way; null too where the agent calls nobody.</param>
/// <param name="Refusal">Why there is none, or null.</param>
public sealed record AgentOpening(HttpClient? Endpoint, Problem? Refusal) : IDisposable
{
    public void Dispose() => Endpoint?.Dispose();
}
