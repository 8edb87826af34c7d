using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets;

namespace OpenClaw.Tenancy.Ingress.Cells;

/// <summary>One gateway: its connections, how it is, and whose it is. Safe for use by many threads.</summary>
internal sealed class Cell : IDisposable
{
    // The doubling ends here; the longest wait is reached long before.
    private const int MaxDoublings = 20;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private TenantId? _owner;
    private int _connections;
    private int _requests;
    private int _failures;
    private bool _isRefused;
    private long _retryAt;

    internal Cell(string runtimeId, CellOptions options, TimeProvider time)
    {
        (RuntimeId, Options, _time) = (runtimeId, options, time);
        Address = CellAddress.TryRead(options.Address, out Uri? address) ? address : throw new InvalidOperationException("The options were validated.");
        SocketAddress = new UriBuilder(address) { Scheme = address.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs, Port = address.Port }.Uri;
        Secret = SecretName.From(options.Secret);
        SecretTenant = options is { IsShared: true, Auth: CellAuth.Token } ? TenantId.From(options.SecretTenant!) : null;
        Invoker = new HttpMessageInvoker(Handler(options));
    }

    internal string RuntimeId { get; }

    internal CellOptions Options { get; }

    internal Uri Address { get; }

    internal Uri SocketAddress { get; }

    internal SecretName Secret { get; }

    /// <summary>Whose secret it is, or null where it is the tenant's own.</summary>
    internal TenantId? SecretTenant { get; }

    /// <summary>The cell's own connections: nothing for another cell goes over them.</summary>
    internal HttpMessageInvoker Invoker { get; }

    /// <summary>Whether it has failed and not been seen to be well since.</summary>
    internal bool IsFailing => Volatile.Read(ref _failures) != 0;

    internal int Connections => Volatile.Read(ref _connections);

    /// <summary>Takes a place for a tenant's connection or request.</summary>
    internal CellFault TryEnter(TenantId tenant, bool isConnection, out CellPlace? place)
    {
        place = null;
        lock (_lock)
        {
            // SECURITY: who was served once keeps it for as long as the process lives: what the gateway holds is his, whatever the directory says later.
            if (!Options.IsShared && _owner is not null && _owner != tenant)
            {
                return CellFault.NotAlone;
            }

            if (_failures != 0 && _time.GetTimestamp() < _retryAt)
            {
                return CellFault.BackingOff;
            }

            ref int count = ref isConnection ? ref _connections : ref _requests;
            if (count >= (isConnection ? Options.MaxConnections : Options.MaxRequests))
            {
                return CellFault.Full;
            }

            count++;
            _owner = Options.IsShared ? null : tenant;
            place = new CellPlace(this, isConnection);
            return CellFault.None;
        }
    }

    internal void Leave(bool isConnection)
    {
        lock (_lock)
        {
            ref int count = ref isConnection ? ref _connections : ref _requests;
            count--;
        }
    }

    /// <summary>It was reached and did what it should.</summary>
    internal void Succeeded()
    {
        lock (_lock)
        {
            (_failures, _isRefused) = (0, false);
        }
    }

    /// <summary>It is alive, as far as can be seen without its credential.</summary>
    internal void Lives()
    {
        lock (_lock)
        {
            _failures = _isRefused ? _failures : 0;
        }
    }

    /// <summary>It has failed, and is left alone for a while. Says whether it was well until now.</summary>
    internal bool Failed(CellFault fault)
    {
        lock (_lock)
        {
            bool wasWell = _failures == 0;
            double longest = Math.Min(Options.MaxBackOff.TotalSeconds, Options.BackOff.TotalSeconds * Math.Pow(2, Math.Min(_failures, MaxDoublings)));

            // Between half and all of it, so that many processes do not come back at once.
            double wait = longest * (0.5 + (RandomNumberGenerator.GetInt32(1_000) / 2_000d));
            _failures = Math.Min(_failures + 1, int.MaxValue - 1);
            _isRefused = fault is CellFault.CredentialRefused or CellFault.NoCredential;
            _retryAt = _time.GetTimestamp() + (long)(wait * _time.TimestampFrequency);
            return wasWell;
        }
    }

    public void Dispose() => Invoker.Dispose();

    // SECURITY: no proxy of the environment, no cookie and no redirection: the credential goes to this address and nowhere else.
    private static SocketsHttpHandler Handler(CellOptions options) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        PreAuthenticate = false,
        Credentials = null,
        ConnectTimeout = options.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    };
}
