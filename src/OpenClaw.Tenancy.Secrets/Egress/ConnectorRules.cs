using System.Buffers;
using System.Collections.Immutable;
using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>What a connector's definition must be: all errors at once, each with its fix.</summary>
internal static class ConnectorRules
{
    private const string Name = "1 to 64 characters of a-z, 0-9, '.', '_' and '-', the first and the last a letter or a digit";

    // Names of the machine or of its neighbourhood; who means them says which addresses they are.
    private static readonly ImmutableArray<string> Near = ["localhost", "localdomain", "local", "internal", "lan", "home", "arpa", "onion", "test", "invalid", "example"];

    // What HTTP itself is steered by is no place for a credential.
    private static readonly ImmutableArray<string> Steering =
        ["host", "connection", "content-length", "transfer-encoding", "upgrade", "te", "trailer", "expect", "keep-alive", "proxy-connection", "cookie", "content-type", "location"];

    private static readonly SearchValues<char> Token = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    internal static IEnumerable<string> Errors(ConnectorDefinition connector)
    {
        string at = SecretName.TryFrom(connector.Name, out _) ? $"Connector '{connector.Name}'" : "A connector";
        return NameErrors(connector, at).Concat(HostErrors(connector, at)).Concat(AddressErrors(connector, at)).Concat(CredentialErrors(connector, at));
    }

    /// <summary>A network in its canonical form; a bare address is a network of one.</summary>
    internal static bool TryReadNetwork(string? text, out IPNetwork network)
    {
        network = default;
        if (text is null)
        {
            return false;
        }

        string whole = text.Contains('/', StringComparison.Ordinal) ? text : text + (text.Contains(':', StringComparison.Ordinal) ? "/128" : "/32");
        return IPNetwork.TryParse(whole, out network) && string.Equals(network.ToString(), whole, StringComparison.Ordinal);
    }

    private static IEnumerable<string> NameErrors(ConnectorDefinition connector, string at)
    {
        if (!SecretName.TryFrom(connector.Name, out _))
        {
            yield return $"A connector has a name of {Name}. Mend the one given to ConnectorDefinition.";
        }

        if (connector.Ports.Any(static p => p is < 1 or > 65535))
        {
            yield return $"{at}: set ConnectorDefinition.Ports to numbers from 1 to 65535.";
        }

        if (connector.PathPrefixes.Any(static p => p is null || !p.StartsWith('/') || p.AsSpan().ContainsAny("\\%?#") || p.Contains("/.", StringComparison.Ordinal)))
        {
            yield return $"{at}: each of ConnectorDefinition.PathPrefixes begins with '/' and is plain, without '%', '?', '#', '\\' or segments that begin with a dot.";
        }
    }

    private static IEnumerable<string> HostErrors(ConnectorDefinition connector, string at)
    {
        if (connector.Hosts.Count == 0)
        {
            yield return $"{at} has no host. Add each to ConnectorDefinition.Hosts, such as \"api.example.com\".";
        }

        bool isNear = connector.DangerousAddresses.Count != 0;
        if (!connector.Hosts.All(host => IsHost(host) || (isNear && HostGrammar.IsQuad(host))))
        {
            yield return $"{at}: each of ConnectorDefinition.Hosts is a DNS name in lower-case ASCII, or one after a dot. An IPv4 address in canonical form may stand there only beside DangerousAddresses that hold it.";
        }
        else if (!isNear && connector.Hosts.Any(IsNear))
        {
            yield return $"{at} names a host of the machine's own neighbourhood, a name of one label, or a whole top-level domain. Name a public host, or name the addresses that it may stand for in ConnectorDefinition.DangerousAddresses.";
        }
    }

    private static IEnumerable<string> AddressErrors(ConnectorDefinition connector, string at)
    {
        foreach (DangerousAddress one in connector.DangerousAddresses)
        {
            if (!TryReadNetwork(one.Address, out IPNetwork network))
            {
                yield return $"{at}: each of ConnectorDefinition.DangerousAddresses is an address or network in its canonical form, such as \"127.0.0.1\" or \"10.20.0.0/16\".";
            }
            else if (EgressAddresses.IsNever(network.BaseAddress) || network.PrefixLength < 8)
            {
                yield return $"{at}: ConnectorDefinition.DangerousAddresses holds a link-local or metadata address, or a network wider than /8. No connector may reach those; name the addresses that you mean.";
            }

            if (string.IsNullOrWhiteSpace(one.Reason))
            {
                yield return $"{at}: give each of ConnectorDefinition.DangerousAddresses a reason.";
            }
        }

        if (connector.DangerousPlainHttp && connector.DangerousAddresses.Count == 0)
        {
            yield return $"{at}: ConnectorDefinition.DangerousPlainHttp reaches DangerousAddresses alone, and there are none. Name them, or use https.";
        }
    }

    private static IEnumerable<string> CredentialErrors(ConnectorDefinition connector, string at)
    {
        if (connector.Secret is not null && !SecretName.TryFrom(connector.Secret, out _))
        {
            yield return $"{at}: ConnectorDefinition.Secret is the name of a secret: {Name}.";
        }

        if (!IsToken(connector.CredentialHeader) || Steering.Contains(connector.CredentialHeader, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{at}: ConnectorDefinition.CredentialHeader is the name of a header that carries credentials, such as Authorization or X-Api-Key.";
        }

        if (connector.CredentialScheme is { } scheme && !IsToken(scheme))
        {
            yield return $"{at}: ConnectorDefinition.CredentialScheme is one word, such as Bearer, or null.";
        }

        if (connector.SecretHosts.Any(host => !HostGrammar.IsName(host) || !new HostList(connector.Hosts).Contains(host)))
        {
            yield return $"{at}: each of ConnectorDefinition.SecretHosts is an exact host that ConnectorDefinition.Hosts reaches.";
        }
    }

    private static bool IsHost(string? host) => host is not null && HostGrammar.IsName(host.StartsWith('.') ? host.AsSpan(1) : host);

    private static bool IsNear(string host)
    {
        ReadOnlySpan<char> name = host.AsSpan().TrimStart('.');
        int dot = name.LastIndexOf('.');
        return dot < 0 || Near.Contains(name[(dot + 1)..].ToString(), StringComparer.Ordinal);
    }

    private static bool IsToken(string? text) => text is { Length: > 0 and <= 64 } && !text.AsSpan().ContainsAnyExcept(Token);
}
