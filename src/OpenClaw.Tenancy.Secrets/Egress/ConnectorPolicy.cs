using System.Collections.Immutable;
using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>A connector as it stands once the host has started: the one place that says where it leads.</summary>
internal sealed class ConnectorPolicy
{
    private readonly HostList _hosts;
    private readonly HostList _secretHosts;
    private readonly ImmutableArray<int> _ports;
    private readonly ImmutableArray<string> _prefixes;
    private readonly AddressBlocks _dangerous;
    private readonly bool _isPlain;
    private readonly bool _allowsSockets;
    private readonly string? _scheme;

    internal ConnectorPolicy(ConnectorDefinition definition)
    {
        Name = definition.Name;
        _hosts = new HostList(definition.Hosts);
        _secretHosts = new HostList(definition.SecretHosts.Count != 0 ? definition.SecretHosts : definition.Hosts.Where(static h => !h.StartsWith('.')));
        _ports = definition.Ports.Count != 0 ? [.. definition.Ports] : [definition.DangerousPlainHttp ? 80 : 443];
        _prefixes = [.. definition.PathPrefixes];
        _dangerous = new AddressBlocks(definition.DangerousAddresses.Select(static d => ConnectorRules.TryReadNetwork(d.Address, out IPNetwork network) ? network
            : throw new ArgumentException("The definition was not checked.", nameof(definition))));
        _isPlain = definition.DangerousPlainHttp;
        _allowsSockets = definition.AllowSockets;
        _scheme = definition.CredentialScheme;
        Secret = definition.Secret is { } secret ? SecretName.From(secret) : null;
        Header = definition.CredentialHeader;
    }

    internal string Name { get; }

    /// <summary>The name of the secret, or null where requests go without one.</summary>
    internal SecretName? Secret { get; }

    /// <summary>The header that carries the credential.</summary>
    internal string Header { get; }

    /// <summary>Judges where a request is going, by the address as it was written.</summary>
    internal EgressRefusalReason Judge(Uri? uri)
    {
        EgressRefusalReason reason = UrlGrammar.Check(uri);
        if (reason != EgressRefusalReason.None)
        {
            return reason;
        }

        if ((uri!.Scheme is "http" or "ws") != _isPlain)
        {
            return EgressRefusalReason.Scheme;
        }

        reason = JudgeListed(uri.Host, uri.Port);
        return reason != EgressRefusalReason.None ? reason
            : _prefixes.IsEmpty || IsBelowPrefix(uri) ? EgressRefusalReason.None : EgressRefusalReason.Path;
    }

    /// <summary>Judges where a connection is going, before its name is looked up.</summary>
    internal EgressRefusalReason Judge(string host, int port) =>
        HostGrammar.IsName(host) || HostGrammar.IsQuad(host) ? JudgeListed(host, port) : EgressRefusalReason.Host;

    // The host's grammar was looked at before.
    private EgressRefusalReason JudgeListed(string host, int port) =>
        !_hosts.Contains(host) ? EgressRefusalReason.Host
        : !_ports.Contains(port) ? EgressRefusalReason.Port
        : EgressRefusalReason.None;

    /// <summary>Judges whether a stream of its own may be opened.</summary>
    internal EgressRefusalReason JudgeSocket() =>
        !_allowsSockets ? EgressRefusalReason.Scheme : !_prefixes.IsEmpty ? EgressRefusalReason.Path : EgressRefusalReason.None;

    // SECURITY: what is reached in clear is what the operator named, and no public address.
    internal bool Reaches(IPAddress address) =>
        _dangerous.Contain(address) ? !EgressAddresses.IsNever(address) : !_isPlain && EgressAddresses.IsPublic(address);

    internal bool TakesSecret(string host) => Secret is not null && _secretHosts.Contains(host);

    internal string HeaderValue(string credential) => _scheme is null ? credential : $"{_scheme} {credential}";

    // What decodes to a slash or to a further escape would be one path here and another one there.
    private bool IsBelowPrefix(Uri uri)
    {
        string path = uri.AbsolutePath;
        if (path.Contains("%2f", StringComparison.OrdinalIgnoreCase) || path.Contains("%5c", StringComparison.OrdinalIgnoreCase) || path.Contains("%25", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (string prefix in _prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal) && (prefix.EndsWith('/') || path.Length == prefix.Length || path[prefix.Length] == '/'))
            {
                return true;
            }
        }

        return false;
    }
}
