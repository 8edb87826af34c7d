using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Authorization;

/// <summary>What each tenant may use of plugins, tools, agents that run in the background, and whatever else a host lists by name. What a tenant's list does not name is forbidden to it.</summary>
/// <remarks>
/// An evaluator: it narrows what the gates allowed. A request of a listed action is about one thing, named by the id of its resource;
/// a request about a whole collection is forbidden. Immutable and safe for use by many threads; it allocates nothing.
/// </remarks>
public sealed class TenantAllowances : IAccessEvaluator
{
    /// <summary>The name of the action that uses a plugin; its resource is the plugin.</summary>
    public const string UsePlugin = "plugins.use";

    /// <summary>The name of the action that invokes a tool; its resource is the tool.</summary>
    public const string InvokeTool = "tools.invoke";

    /// <summary>The name of the action that starts a run which nobody waits for; its resource is the agent.</summary>
    public const string RunInBackground = "runs.background";

    private readonly FrozenSet<string> _actions;
    private readonly FrozenDictionary<TenantId, FrozenDictionary<string, FrozenSet<string>>> _allowed;

    internal TenantAllowances(TenantAllowanceOptions options)
    {
        _actions = options.Listed.ToFrozenSet(StringComparer.Ordinal);
        _allowed = options.Entries.GroupBy(static e => e.Tenant).ToFrozenDictionary(
            static tenant => tenant.Key,
            static tenant => tenant.GroupBy(static e => e.Action, StringComparer.Ordinal).ToFrozenDictionary(
                static action => action.Key, static action => action.Select(static e => e.Id).ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal));
    }

    /// <inheritdoc />
    public PolicyVerdict Evaluate(in AccessRequest request)
    {
        if (request.Action is not { } action || !_actions.Contains(action.Name))
        {
            return PolicyVerdict.NotApplicable;
        }

        // SECURITY: the list of the tenant that owns the thing. Whoever crosses to a tenant is held by that tenant's list.
        return request.Resource.Id is { } id && (request.Resource.Owner ?? request.Principal?.Tenant) is { } tenant
            && _allowed.TryGetValue(tenant, out FrozenDictionary<string, FrozenSet<string>>? lists)
            && lists.TryGetValue(action.Name, out FrozenSet<string>? ids) && ids.Contains(id)
                ? PolicyVerdict.Allow : PolicyVerdict.Forbid;
    }
}
