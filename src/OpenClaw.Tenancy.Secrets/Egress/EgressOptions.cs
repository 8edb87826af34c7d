namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>The connectors, who may use them, and the bounds of an outbound call. Read once at start: later changes throw.</summary>
public sealed class EgressOptions
{
    private readonly List<ConnectorDefinition> _connectors = [];
    private readonly List<(TenantId Tenant, string Connector)> _allowed = [];
    private bool _frozen;

    /// <summary>The name of the scope that opening a connector takes.</summary>
    /// <value>Default: <c>operator.write</c>.</value>
    public string Scope { get; set => field = Free(value); } = "operator.write";

    /// <summary>How long a connection may take to come about, each of its addresses in turn included.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan ConnectTimeout { get; set => field = Free(value); } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take until its response begins, with every redirect.</summary>
    /// <value>Default: 100 seconds.</value>
    public TimeSpan RequestTimeout { get; set => field = Free(value); } = TimeSpan.FromSeconds(100);

    /// <summary>How many redirects are followed.</summary>
    /// <value>Default: 5, and at most 10. Zero hands a redirect to the caller as the response that it is.</value>
    public int MaxRedirects { get; set => field = Free(value); } = 5;

    /// <summary>How long a connection is used before its name is looked up and judged anew.</summary>
    /// <value>Default: 2 minutes, and at most 10.</value>
    public TimeSpan ConnectionLifetime { get; set => field = Free(value); } = TimeSpan.FromMinutes(2);

    /// <summary>How many connections a tenant has to one host at once; further requests wait.</summary>
    /// <value>Default: 64.</value>
    public int MaxConnectionsPerHost { get; set => field = Free(value); } = 64;

    /// <summary>How long the headers of a response may be, in KiB.</summary>
    /// <value>Default: 32.</value>
    public int MaxResponseHeaderKilobytes { get; set => field = Free(value); } = 32;

    /// <summary>How many bytes of a response an <see cref="HttpClient"/> of a connector holds in memory. A caller that reads the stream itself bounds it itself.</summary>
    /// <value>Default: 16 MiB.</value>
    public long MaxBufferedResponseBytes { get; set => field = Free(value); } = 16 * 1024 * 1024;

    internal IReadOnlyList<ConnectorDefinition> Connectors => _connectors;

    internal IReadOnlyList<(TenantId Tenant, string Connector)> Allowed => _allowed;

    /// <summary>What could not be read of the configuration; each refuses the start.</summary>
    internal List<string> Errors { get; } = [];

    /// <summary>Adds a connector. Nobody may use it until <see cref="Allow(TenantId, IEnumerable{string})"/> says so.</summary>
    /// <param name="connector">The connector.</param>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public void Add(ConnectorDefinition connector)
    {
        ArgumentNullException.ThrowIfNull(connector);
        _connectors.Add(Free(connector));
    }

    /// <summary>Lets a tenant use connectors, and no others. Default: none.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="connectors">Their names.</param>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public void Allow(TenantId tenant, params IEnumerable<string> connectors)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(connectors);
        _allowed.AddRange(Free(connectors).Select(name => (tenant, name)));
    }

    /// <summary>Lets a tenant use connectors, and no others. Default: none.</summary>
    /// <param name="tenant">The text of the tenant's id.</param>
    /// <param name="connectors">Their names.</param>
    /// <exception cref="ArgumentException">The text is no tenant id.</exception>
    /// <exception cref="InvalidOperationException">The host has started.</exception>
    public void Allow(string tenant, params IEnumerable<string> connectors) => Allow(TenantId.From(tenant), connectors);

    internal void Freeze() => _frozen = true;

    private T Free<T>(T value) => !_frozen ? value : throw new InvalidOperationException(
        "The options of egress are fixed when the host starts. Set them in AddTenantEgress, and start the process anew to change them.");
}
