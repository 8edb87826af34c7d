using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>A connector that was opened for one scope. It makes clients and streams, which all go through the same guard, and is dead when the scope ends or what opened it does.</summary>
/// <remarks>Safe for use by many threads, as far as its scope is.</remarks>
public sealed class TenantConnector
{
    private readonly EgressCore _core;
    private readonly AccessPermit _permit;
    private readonly TenantContext _context;
    private readonly string? _correlationId;

    // SECURITY: internal, and called by TenantEgress alone, with a permit for exactly this connector.
    internal TenantConnector(EgressCore core, AccessPermit permit, TenantContext context, ConnectorPolicy policy)
    {
        (_core, _permit, _context, Policy, _correlationId) = (core, permit, context, policy, context.CorrelationId);
        Pool = core.Pools.Of(permit.Tenant, policy.Name);
    }

    /// <summary>The connector's name.</summary>
    public string Name => Policy.Name;

    internal ConnectorPolicy Policy { get; }

    internal HttpMessageInvoker Pool { get; }

    /// <summary>Looked at before each request and at each use of a stream.</summary>
    internal bool IsOpen => !_context.HasEnded && _core.Engine.Holds(_permit, _core.Connect, Name, _core.Time.GetUtcNow());

    /// <summary>Makes a client. Disposing of it closes no connection.</summary>
    /// <param name="context">The scope that the connector was opened for.</param>
    /// <returns>A client. It throws <see cref="EgressRefusedException"/> for what is refused.</returns>
    /// <exception cref="TenantMismatchException">It was opened for another scope.</exception>
    public HttpClient CreateClient(TenantContext context) => new(MakeHandler(context))
    {
        Timeout = _core.Options.RequestTimeout,
        MaxResponseContentBufferSize = _core.Options.MaxBufferedResponseBytes,
    };

    /// <summary>Makes an invoker, such as <see cref="System.Net.WebSockets.ClientWebSocket"/> connects with. Disposing of it closes no connection.</summary>
    /// <param name="context">The scope that the connector was opened for.</param>
    /// <returns>An invoker. It throws <see cref="EgressRefusedException"/> for what is refused.</returns>
    /// <exception cref="TenantMismatchException">It was opened for another scope.</exception>
    public HttpMessageInvoker CreateInvoker(TenantContext context) => new(MakeHandler(context));

    /// <summary>Opens a plain stream, where the connector's <see cref="ConnectorDefinition.AllowSockets"/> lets it. No credential goes with it.</summary>
    /// <param name="context">The scope that the connector was opened for.</param>
    /// <param name="host">The host's name, in lower-case ASCII.</param>
    /// <param name="port">The port.</param>
    /// <param name="cancellationToken">Ends the connecting.</param>
    /// <returns>The stream. It ends with the scope.</returns>
    /// <exception cref="TenantMismatchException">It was opened for another scope.</exception>
    /// <exception cref="EgressRefusedException">It was refused, and recorded.</exception>
    /// <exception cref="HttpRequestException">The name stands for no address.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody answered there.</exception>
    /// <exception cref="OperationCanceledException">The caller ended it, or it took longer than <see cref="EgressOptions.ConnectTimeout"/>.</exception>
    public async ValueTask<Stream> ConnectAsync(TenantContext context, string host, int port, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        RequireScope(context);
        EgressRefusalReason reason = IsOpen ? Policy.JudgeSocket() : EgressRefusalReason.Ended;
        if (reason != EgressRefusalReason.None)
        {
            throw Refuse(reason, host);
        }

        using var late = new CancellationTokenSource(_core.Options.ConnectTimeout, _core.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        return new TenantStream(this, await _core.Guard.ConnectAsync(this, host, port, both.Token).ConfigureAwait(false));
    }

    /// <summary>Records a refusal and makes its exception: once for each.</summary>
    internal EgressRefusedException Refuse(EgressRefusalReason reason, string? host)
    {
        EgressTrail.Refused(_core, _permit.Claim, _correlationId, Name, reason, host);
        return new EgressRefusedException(reason);
    }

    private EgressHandler MakeHandler(TenantContext context)
    {
        RequireScope(context);
        return new EgressHandler(this, new ConnectorCredential(_core.Credentials, _context, Policy), _core.Options, _core.Time);
    }

    private void RequireScope(TenantContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!ReferenceEquals(context, _context))
        {
            throw new TenantMismatchException("The connector was opened for another scope. Open it with ITenantEgress.OpenAsync in the scope that uses it.");
        }
    }
}
