namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>One kind of place that tenants call out to: its hosts, and how a tenant's own credential goes with a request. Read once at start.</summary>
public sealed class ConnectorDefinition
{
    /// <summary>Begins a connector.</summary>
    /// <param name="name">Its name: 1 to 64 characters as of a <see cref="SecretName"/>.</param>
    public ConnectorDefinition(string name) => Name = name;

    /// <summary>The connector's name.</summary>
    public string Name { get; }

    /// <summary>The hosts that it reaches: each a DNS name in lower-case ASCII, or a name after a dot (<c>.example.com</c>), which stands for every name below it and not for itself.</summary>
    /// <value>Default: none, and the start is refused.</value>
    public IList<string> Hosts { get; } = [];

    /// <summary>The ports that it reaches.</summary>
    /// <value>Default: none named, which is 443, or 80 with <see cref="DangerousPlainHttp"/>.</value>
    public IList<int> Ports { get; } = [];

    /// <summary>What a path begins with; a prefix that does not end with a slash ends at one.</summary>
    /// <value>Default: none named, which is every path.</value>
    public IList<string> PathPrefixes { get; } = [];

    /// <summary>The name of the tenant's secret that goes with each request.</summary>
    /// <value>Default: null, and requests go without a credential.</value>
    public string? Secret { get; set; }

    /// <summary>The hosts that the credential goes to, each an exact one of <see cref="Hosts"/> or a name below one.</summary>
    /// <value>Default: none named, which is each exact host. What only a suffix names gets no credential.</value>
    public IList<string> SecretHosts { get; } = [];

    /// <summary>The header that carries the credential.</summary>
    /// <value>Default: <c>Authorization</c>.</value>
    public string CredentialHeader { get; set; } = "Authorization";

    /// <summary>The word before the credential, or null where it stands alone.</summary>
    /// <value>Default: <c>Bearer</c>.</value>
    public string? CredentialScheme { get; set; } = "Bearer";

    /// <summary>Whether plain socket streams may be opened to its hosts, over which the caller speaks what it likes.</summary>
    /// <value>Default: false.</value>
    public bool AllowSockets { get; set; }

    /// <summary>Whether it speaks http and ws, and not https and wss: for a test server or a neighbour on the same machine. It then reaches its <see cref="DangerousAddresses"/> alone.</summary>
    /// <value>Default: false.</value>
    public bool DangerousPlainHttp { get; set; }

    /// <summary>Addresses that are not public and that it may reach all the same.</summary>
    /// <value>Default: none.</value>
    public IList<DangerousAddress> DangerousAddresses { get; } = [];

    /// <summary>The connector of the GitHub API: <c>api.github.com</c> with the tenant's secret <c>github</c>.</summary>
    /// <returns>A definition named <c>github</c>.</returns>
    public static ConnectorDefinition GitHub() => new("github") { Hosts = { "api.github.com" }, Secret = "github" };
}
