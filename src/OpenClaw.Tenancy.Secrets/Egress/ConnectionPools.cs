using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>The open connections: of each tenant and connector apart, so that no tenant's request goes over what another one opened.</summary>
/// <remarks>There is one for each entry of the tenants' lists at most, which are fixed.</remarks>
internal sealed class ConnectionPools(ConnectionGuard guard, EgressOptions options) : IDisposable
{
    // Nobody else makes a value of this type, so nobody else's request finds its way here.
    internal static readonly HttpRequestOptionsKey<TenantConnector> Handle = new("OpenClaw.Tenancy.Egress");

    private readonly ConcurrentDictionary<(TenantId, string), Lazy<HttpMessageInvoker>> _pools = new();

    internal HttpMessageInvoker Of(TenantId tenant, string connector) =>
        _pools.GetOrAdd((tenant, connector), static (_, self) => new Lazy<HttpMessageInvoker>(() => new HttpMessageInvoker(self.Make())), this).Value;

    public void Dispose()
    {
        foreach (Lazy<HttpMessageInvoker> pool in _pools.Values.Where(static p => p.IsValueCreated))
        {
            pool.Value.Dispose();
        }
    }

    // SECURITY: nothing here goes round the callback. Requests of HTTP/3, which would, are refused before they come here.
    private SocketsHttpHandler Make() => new()
    {
        ConnectCallback = ConnectAsync,
        ConnectTimeout = options.ConnectTimeout,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        PreAuthenticate = false,
        Credentials = null,
        PooledConnectionLifetime = options.ConnectionLifetime,
        PooledConnectionIdleTimeout = options.ConnectionLifetime < TimeSpan.FromMinutes(1) ? options.ConnectionLifetime : TimeSpan.FromMinutes(1),
        MaxConnectionsPerServer = options.MaxConnectionsPerHost,
        MaxResponseHeadersLength = options.MaxResponseHeaderKilobytes,

        // What the host carries along for its own traces, the tenant's counterpart has no business with.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken) =>
        context.InitialRequestMessage.Options.TryGetValue(Handle, out TenantConnector? connector)
            ? await guard.ConnectAsync(connector, context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false)
            : throw new EgressRefusedException(EgressRefusalReason.Unspecified);
}
