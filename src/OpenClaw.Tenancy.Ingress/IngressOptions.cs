using OpenClaw.Tenancy.Resources;

namespace OpenClaw.Tenancy.Ingress;

/// <summary>The gateways that the ingress relays to. Read once at start.</summary>
public sealed class IngressOptions
{
    /// <summary>The gateways by the id of their runtime, as it stands in <see cref="OpenClaw.Tenancy.Directory.TenantEntry.RuntimeId"/>.</summary>
    /// <value>Default: none, and every tenant is refused with 503.</value>
    public IDictionary<string, CellOptions> Cells { get; } = new Dictionary<string, CellOptions>(StringComparer.Ordinal);

    /// <summary>The agents that a tenant has on a gateway that it shares, of which the first is asked where a client names none. Each must be there under the name that <see cref="OpenClaw.Tenancy.Storage.OpenClawAgentName"/> gives it.</summary>
    /// <value>Default: one agent, <c>main</c>. Called for each connection, by many threads.</value>
    public Func<TenantId, IReadOnlyList<AgentId>> AgentsOf { get; set; } = static _ => [AgentId.From("main")];
}
