namespace OpenClaw.Tenancy.AspNetCore.Live;

/// <summary>How many connections are held open for tenants, and what each may send. Read once at start.</summary>
public sealed class LiveOptions
{
    /// <summary>How many live connections the process has at most.</summary>
    /// <value>Default: 10,000.</value>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>How many of them may be one tenant's.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxConnectionsPerTenant { get; set; } = 1_000;

    /// <summary>How many connections may wait for their first frame, which carries the credential, at the same time.</summary>
    /// <value>Default: 1,000.</value>
    public int MaxHandshakes { get; set; } = 1_000;

    /// <summary>How long a connection may take to send its first frame.</summary>
    /// <value>Default: 10 seconds.</value>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many bytes the first frame has at most.</summary>
    /// <value>Default: 4 KiB.</value>
    public int MaxHandshakeBytes { get; set; } = 4 * 1024;

    /// <summary>How many bytes a message has at most. A larger one ends the connection.</summary>
    /// <value>Default: 1 MiB.</value>
    public int MaxMessageBytes { get; set; } = 1024 * 1024;

    /// <summary>How many messages one connection may send in a second. One more ends it.</summary>
    /// <value>Default: 100.</value>
    public int MaxMessagesPerSecond { get; set; } = 100;

    /// <summary>How many bytes one connection may send in a second.</summary>
    /// <value>Default: 4 MiB.</value>
    public long MaxBytesPerSecond { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many messages all connections of one tenant may send in a second. One more ends the connection that sends it.</summary>
    /// <value>Default: 5,000.</value>
    public int MaxTenantMessagesPerSecond { get; set; } = 5_000;

    /// <summary>How many bytes all connections of one tenant may send in a second.</summary>
    /// <value>Default: 32 MiB.</value>
    public long MaxTenantBytesPerSecond { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long one message may take to be sent. A reader who is slower loses the connection.</summary>
    /// <value>Default: 5 seconds.</value>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the other end may take to answer a close before the connection is cut.</summary>
    /// <value>Default: 2 seconds.</value>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often every connection is looked at, also when the directory says nothing and no credential ends.</summary>
    /// <value>Default: 1 second.</value>
    public TimeSpan RecheckInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often an event stream sends a sign of life.</summary>
    /// <value>Default: 15 seconds.</value>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether messages are JSON. Then one that is not, and one that names another tenant, ends the connection.</summary>
    /// <value>Default: true.</value>
    public bool MessagesAreJson { get; set; } = true;

    /// <summary>The members of a message, at any depth, that select a tenant; upper and lower case are the same. What they say must be the claim's own tenant.</summary>
    /// <value>Default: <c>tenant</c>, <c>tenantId</c>, <c>tenant_id</c>, <c>tenant-id</c> and <c>x-tenant-id</c>.</value>
    public ICollection<string> SelectorMembers { get; } = ["tenant", "tenantId", "tenant_id", "tenant-id", "x-tenant-id"];
}
