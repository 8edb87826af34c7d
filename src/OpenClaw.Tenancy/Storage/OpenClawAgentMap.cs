using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Storage;

/// <summary>The agents that a tenant has, by the tenant's own name and by OpenClaw's: for an ingress that maps names both ways.</summary>
/// <remarks>What is not listed does not exist, and of another tenant there is nothing in it. Immutable and safe for use by many threads.</remarks>
public sealed class OpenClawAgentMap
{
    // "agent:" and the id, which is all that a session key is found by.
    private const int IdStart = 6;
    private readonly FrozenDictionary<AgentId, OpenClawAgentName> _byAgent;
    private readonly FrozenDictionary<string, OpenClawAgentName> _byId;
    private readonly FrozenDictionary<string, OpenClawAgentName>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>Makes the map of a tenant's agents.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="agents">Its agents; one that is named twice counts once.</param>
    /// <exception cref="ArgumentNullException">An argument is null, or an agent among them.</exception>
    public OpenClawAgentMap(TenantId tenant, params IEnumerable<AgentId> agents)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(agents);
        Tenant = tenant;
        OpenClawAgentName[] names = [.. agents.Distinct().Select(agent => new OpenClawAgentName(tenant, agent))];
        _byAgent = names.ToFrozenDictionary(static name => name.Agent);
        _byId = names.ToFrozenDictionary(static name => name.AgentId, StringComparer.Ordinal);
        _bySpan = _byId.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whose agents they are.</summary>
    public TenantId Tenant { get; }

    /// <summary>Finds the OpenClaw name of one of the tenant's agents.</summary>
    /// <param name="agent">The agent, as the tenant knows it.</param>
    /// <param name="name">The name, or null.</param>
    /// <returns>Whether the tenant has the agent.</returns>
    /// <exception cref="ArgumentNullException">The agent is null.</exception>
    public bool TryFind(AgentId agent, [NotNullWhen(true)] out OpenClawAgentName? name) => _byAgent.TryGetValue(agent, out name);

    /// <summary>Finds the agent that an OpenClaw agent id stands for.</summary>
    /// <param name="agentId">The id, exactly as it was made.</param>
    /// <param name="name">The agent, or null.</param>
    /// <returns>Whether it is one of the tenant's.</returns>
    public bool TryFindAgent([NotNullWhen(true)] string? agentId, [NotNullWhen(true)] out OpenClawAgentName? name)
    {
        name = null;
        return agentId is not null && _byId.TryGetValue(agentId, out name);
    }

    /// <summary>Finds the agent to which a session key belongs.</summary>
    /// <param name="sessionKey">The key, which must pass <see cref="OpenClawAgentName.OwnsSession"/>.</param>
    /// <param name="name">The agent, or null.</param>
    /// <returns>Whether it is one of the tenant's.</returns>
    public bool TryFindSession([NotNullWhen(true)] string? sessionKey, [NotNullWhen(true)] out OpenClawAgentName? name)
    {
        name = null;
        int end = sessionKey is null ? -1 : sessionKey.IndexOf(':', Math.Min(IdStart, sessionKey.Length));
        if (end <= IdStart || !_bySpan.TryGetValue(sessionKey.AsSpan(IdStart, end - IdStart), out OpenClawAgentName? found) || !found.OwnsSession(sessionKey))
        {
            return false;
        }

        name = found;
        return true;
    }
}
