using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Storage;

/// <summary>Where the things that OpenClaw keeps stand below a tenant.</summary>
/// <remarks>Nothing here can be made without a tenant. Pure functions, safe for use by many threads.</remarks>
public static class StorageLayout
{
    internal const string WorkspaceOf = StorageKind.Workspace + "-";

    private const string SessionsOf = "sessions";

    /// <summary>Everything of an agent: <c>tenants/TENANT/agents/AGENT/</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="agent">The agent.</param>
    /// <returns>The prefix.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static StoragePrefix Agent(TenantId tenant, AgentId agent) => StorageKeyPartitioner.Prefix(tenant, StorageKind.Agents, Text(agent));

    /// <summary>The sessions of an agent: <c>tenants/TENANT/agents/AGENT/sessions/</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="agent">The agent.</param>
    /// <returns>The prefix.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static StoragePrefix Sessions(TenantId tenant, AgentId agent) =>
        StorageKeyPartitioner.Prefix(tenant, StorageKind.Agents, Text(agent), SessionsOf);

    /// <summary>One session of an agent: <c>tenants/TENANT/agents/AGENT/sessions/SESSION</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="session">The session.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static StorageKey Session(TenantId tenant, AgentId agent, SessionId session) =>
        StorageKeyPartitioner.Encode(tenant, StorageKind.Agents, Text(agent), SessionsOf, Text(session));

    /// <summary>The tenant's workspace, or something in it: <c>tenants/TENANT/workspace/...</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="path">The names that lead to it, from the top; none for the workspace itself.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentNullException">The tenant is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="StorageKeyPartitioner.Encode"/>.</exception>
    public static StorageKey Workspace(TenantId tenant, params ReadOnlySpan<string> path) =>
        StorageKeyPartitioner.Encode(tenant, StorageKind.Workspace, path);

    /// <summary>The workspace of one agent, or something in it: <c>tenants/TENANT/workspace-AGENT/...</c>. No kind of a host's can be this name.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="agent">The agent.</param>
    /// <param name="path">The names that lead to it, from the top; none for the workspace itself.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentNullException">The tenant or the agent is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="StorageKeyPartitioner.Encode"/>.</exception>
    public static StorageKey Workspace(TenantId tenant, AgentId agent, params ReadOnlySpan<string> path)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        string kind = WorkspaceOf + Text(agent);
        return new StorageKey(StorageKeyPartitioner.Write(tenant, kind, path, trailing: 0) ?? throw StorageKeyPartitioner.Refused(tenant, kind, path));
    }

    /// <summary>The tenant's credentials: <c>tenants/TENANT/credentials/</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <returns>The prefix.</returns>
    /// <exception cref="ArgumentNullException">The tenant is null.</exception>
    public static StoragePrefix Credentials(TenantId tenant) => StorageKeyPartitioner.Prefix(tenant, StorageKind.Credentials);

    /// <summary>One of the tenant's credentials: <c>tenants/TENANT/credentials/NAME</c>.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">Its name.</param>
    /// <returns>The key.</returns>
    /// <exception cref="ArgumentNullException">The tenant is null.</exception>
    /// <exception cref="ArgumentException">As for <see cref="StorageKeyPartitioner.Encode"/>.</exception>
    public static StorageKey Credential(TenantId tenant, string name) => StorageKeyPartitioner.Encode(tenant, StorageKind.Credentials, name);

    private static string Text(ResourceId id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.ToString();
    }
}
