namespace OpenClaw.Tenancy.Ingress;

/// <summary>A gateway that the ingress relays to: where it is, how it knows the ingress, and what it may be asked at once.</summary>
public sealed class CellOptions
{
    /// <summary>The gateway's address: <c>http://</c> or <c>https://</c>, a host and a port, and nothing behind them.</summary>
    /// <value>Must be set.</value>
    public string Address { get; set; } = string.Empty;

    /// <summary>How the gateway knows the ingress.</summary>
    /// <value>Must be set.</value>
    public CellAuth Auth { get; set; }

    /// <summary>The name of the secret that holds the gateway's token: the tenant's own, or that of <see cref="SecretTenant"/> where the gateway is shared. With <see cref="CellAuth.Token"/> alone.</summary>
    /// <value>Default: <c>cell_token</c>.</value>
    public string Secret { get; set; } = "cell_token";

    /// <summary>Whose secret the token of a shared gateway is: a tenant of the host's own in the directory, of which nobody is a member.</summary>
    /// <value>Must be set where <see cref="IsShared"/> is and <see cref="Auth"/> is <see cref="CellAuth.Token"/>. Default: null.</value>
    public string? SecretTenant { get; set; }

    /// <summary>Whether several tenants are on it, each behind a guard. A gateway that is not shared serves exactly one.</summary>
    /// <value>Default: false.</value>
    public bool IsShared { get; set; }

    /// <summary>
    /// Whether a tenant's <c>operator.admin</c> reaches a shared gateway as that. A gateway takes what an admin starts for its owner's, with the tools that are
    /// its owner's alone, so without this an admin of a tenant is there who may read and write. Some methods, such as <c>sessions.delete</c>, a gateway then refuses, and of approvals that a run asks for it tells nobody.
    /// </summary>
    /// <value>Default: false.</value>
    public bool SharesAdmin { get; set; }

    /// <summary>The header that names the caller to a gateway with <see cref="CellAuth.TrustedProxy"/>: its <c>gateway.auth.trustedProxy.userHeader</c>.</summary>
    /// <value>Default: <c>x-forwarded-user</c>.</value>
    public string UserHeader { get; set; } = "x-forwarded-user";

    /// <summary>Headers that are sent with every request to a gateway with <see cref="CellAuth.TrustedProxy"/>, for its <c>requiredHeaders</c>.</summary>
    /// <value>Default: none.</value>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address that stands in <c>X-Forwarded-For</c> for every caller, so that the gateway learns nobody's.</summary>
    /// <value>Default: null, which is the caller's own address.</value>
    public string? ClientAddress { get; set; }

    /// <summary>How many WebSockets may be open to it.</summary>
    /// <value>Default: 256.</value>
    public int MaxConnections { get; set; } = 256;

    /// <summary>How many HTTP requests may be under way to it.</summary>
    /// <value>Default: 32.</value>
    public int MaxRequests { get; set; } = 32;

    /// <summary>How many requests of one WebSocket may wait for their answers.</summary>
    /// <value>Default: 64.</value>
    public int MaxPendingRequests { get; set; } = 64;

    /// <summary>How many bytes a frame of the gateway has at most. A larger one ends the connection.</summary>
    /// <value>Default: 8 MiB.</value>
    public int MaxFrameBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>How many bytes the body of an HTTP request has at most.</summary>
    /// <value>Default: 4 MiB.</value>
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How long connecting may take, from the first packet until the gateway has let the ingress in.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the gateway may take to answer a request of a WebSocket.</summary>
    /// <value>Default: 1 minute.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long it may take where waiting is what was asked for, and how long an HTTP request may be silent.</summary>
    /// <value>Default: 10 minutes.</value>
    public TimeSpan WaitTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the gateway is left alone after it has failed once. It doubles with each failure.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan BackOff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long it is left alone at most.</summary>
    /// <value>Default: 30 seconds.</value>
    public TimeSpan MaxBackOff { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often <c>/healthz</c> of the gateway is asked; zero for never.</summary>
    /// <value>Default: 15 seconds.</value>
    public TimeSpan ProbeInterval { get; set; } = TimeSpan.FromSeconds(15);
}
