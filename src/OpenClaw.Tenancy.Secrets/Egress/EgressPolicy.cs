using System.Collections.Frozen;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Which connectors there are, and which tenant may use which. Immutable.</summary>
internal sealed class EgressPolicy
{
    private readonly FrozenDictionary<string, ConnectorPolicy> _connectors;
    private readonly FrozenSet<(TenantId, string)> _allowed;

    internal EgressPolicy(EgressOptions options)
    {
        _connectors = options.Connectors.ToFrozenDictionary(static c => c.Name, static c => new ConnectorPolicy(c), StringComparer.Ordinal);
        _allowed = options.Allowed.ToFrozenSet();
    }

    internal EgressRefusalReason Find(TenantId tenant, string name, out ConnectorPolicy? connector) =>
        !_connectors.TryGetValue(name, out connector) ? EgressRefusalReason.UnknownConnector
        : _allowed.Contains((tenant, name)) ? EgressRefusalReason.None : EgressRefusalReason.NotAllowed;
}
