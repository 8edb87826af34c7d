using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Storage;

namespace OpenClaw.Tenancy.Ingress.SharedGateways;

/// <summary>The names that a tenant uses for its agents, sessions and runs, and what a gateway that others share knows them by.</summary>
/// <remarks>
/// Agents and sessions are named by <see cref="OpenClawAgentName"/>: everything of a tenant lies below ids that are a digest of its own
/// id, and what a caller writes only subdivides that. Immutable and safe for use by many threads.
/// </remarks>
internal sealed class TenantNames
{
    // The mark of a run that the gateway named itself. No name that a client gives has it.
    private const char GatewayMade = '~';
    private const string AgentWord = "agent:";
    private const int MaxName = 128;

    private static readonly SearchValues<char> PlainKey = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-:");
    private static readonly SearchValues<char> PlainRun = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:");

    private readonly OpenClawAgentMap _agents;
    private readonly string _runs;

    /// <param name="tenant">The tenant.</param>
    /// <param name="agents">Its agents, of which the first is asked where a client names none.</param>
    internal TenantNames(TenantId tenant, IReadOnlyList<AgentId> agents)
    {
        _agents = new OpenClawAgentMap(tenant, agents);
        Default = new OpenClawAgentName(tenant, agents[0]);

        // SECURITY: a gateway remembers runs by the name that a client gave, so that one name of two tenants would be one run.
        _runs = Default.AgentId + ".";
    }

    /// <summary>The agent that is asked where a client names none.</summary>
    internal OpenClawAgentName Default { get; }

    /// <summary>The ids that the names here are made of, wherever they stand in a text.</summary>
    internal OpenClawIds Ids => new(_agents);

    /// <summary>An agent as the tenant calls it.</summary>
    internal bool TryAgent(string text, [NotNullWhen(true)] out OpenClawAgentName? name)
    {
        name = null;
        return AgentId.TryFrom(text, out AgentId? agent) && _agents.TryFind(agent, out name);
    }

    /// <summary>A session as the tenant calls it: <c>agent:AGENT:REST</c>, or the rest alone.</summary>
    /// <param name="text">What the client wrote.</param>
    /// <param name="asked">The agent that it names beside, or null.</param>
    /// <param name="key">The key that the gateway knows the session by.</param>
    /// <returns>False where it names none of the tenant's agents, another than the one beside, or is malformed.</returns>
    internal bool TryKey(string text, OpenClawAgentName? asked, [NotNullWhen(true)] out string? key)
    {
        key = null;
        OpenClawAgentName? agent = asked ?? Default;
        string rest = text;
        if (text.StartsWith(AgentWord, StringComparison.Ordinal))
        {
            int end = text.IndexOf(':', AgentWord.Length);
            if (end < 0 || !TryAgent(text[AgentWord.Length..end], out agent) || (asked is not null && !asked.Equals(agent)))
            {
                return false;
            }

            rest = text[(end + 1)..];
        }
        else if (text.Contains(':', StringComparison.Ordinal))
        {
            // An old form, or "agent" in another spelling: what a lenient reader would make of it is not known.
            return false;
        }

        // An id of the gateway's is nobody's name for anything: told of it, a client would seem to be told of another tenant.
        return !OpenClawIds.AreIn(rest) && TryBelow(agent, rest, out key);
    }

    /// <summary>The tenant's own name of a session that the gateway tells of.</summary>
    /// <returns>False where it is not the tenant's.</returns>
    internal bool TryTellKey(string key, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (!_agents.TryFindSession(key, out OpenClawAgentName? agent))
        {
            return false;
        }

        text = $"{AgentWord}{agent.Agent}{key.AsSpan(AgentWord.Length + agent.AgentId.Length)}";
        return true;
    }

    /// <summary>The tenant's own name of an agent that the gateway tells of.</summary>
    /// <returns>False where it is not the tenant's.</returns>
    internal bool TryTellAgent(string id, [NotNullWhen(true)] out string? text)
    {
        text = _agents.TryFindAgent(id, out OpenClawAgentName? agent) ? agent.Agent.ToString() : null;
        return text is not null;
    }

    /// <summary>The name that a run has in the gateway when a client names it.</summary>
    /// <param name="text">The client's name.</param>
    /// <param name="isBound">Whether the gateway looks at the session of the run too: only then may a run be one that the gateway named.</param>
    /// <param name="run">The name in the gateway.</param>
    /// <returns>False where the name is malformed.</returns>
    internal bool TryRun(string text, bool isBound, [NotNullWhen(true)] out string? run)
    {
        bool isMade = isBound && text.Length > 1 && text[0] == GatewayMade;
        string name = isMade ? text[1..] : text;
        bool isPlain = name.Length is > 0 and <= MaxName && !name.AsSpan().ContainsAnyExcept(PlainRun);
        run = !isPlain || OpenClawIds.AreIn(name) ? null : isMade ? name : _runs + name;
        return run is not null;
    }

    /// <summary>The client's name of a run that the gateway tells of.</summary>
    /// <returns>False where it is another tenant's.</returns>
    internal bool TryTellRun(string run, [NotNullWhen(true)] out string? text)
    {
        text = run.StartsWith(_runs, StringComparison.Ordinal) ? run[_runs.Length..] : OpenClawIds.AreIn(run) ? null : GatewayMade + run;
        return text is not null;
    }

    private static bool TryBelow(OpenClawAgentName agent, string rest, [NotNullWhen(true)] out string? key)
    {
        key = null;
        // SECURITY: whatever a gateway would read in another way than it is written: another case, an empty part, a step upwards.
        if (rest.Length > MaxName || rest.AsSpan().ContainsAnyExcept(PlainKey) || rest.StartsWith('.') || rest.Contains("..", StringComparison.Ordinal) || rest.Contains(":.", StringComparison.Ordinal))
        {
            return false;
        }

        string below = $"{AgentWord}{agent.AgentId}:{rest}";
        key = agent.OwnsSession(below) ? below : null;
        return key is not null;
    }
}
