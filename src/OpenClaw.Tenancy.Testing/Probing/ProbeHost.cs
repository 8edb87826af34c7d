using System.Net;
using System.Net.WebSockets;

namespace OpenClaw.Tenancy.Testing.Probing;

/// <summary>The host that is attacked: where it answers, and in its own process what it maps.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ProbeHost
{
    /// <summary>The header of an upgrade that names sub-protocols, one in each value.</summary>
    internal const string SubProtocols = "Sec-WebSocket-Protocol";

    private readonly Func<HttpClient> _connect;

    private ProbeHost(Func<HttpClient> connect) => _connect = connect;

    /// <summary>The endpoints that are tried.</summary>
    /// <value>None, until <see cref="Mapping"/> or <see cref="With"/> gives them.</value>
    public IReadOnlyList<ProbeEndpoint> Endpoints { get; private init; } = [];

    internal Func<HttpRequestMessage, CancellationToken, Task<WebSocket>> OpenSocketAsync { get; private init; } = OpenAsync;

    /// <summary>Whether dots and escaped signs of a path go out as they are written.</summary>
    internal bool SendsAsWritten { get; private init; }

    /// <summary>A host at an address.</summary>
    /// <param name="address">Scheme, host and port.</param>
    /// <returns>The host.</returns>
    /// <exception cref="ArgumentException">The address is not absolute, or is neither http nor https.</exception>
    public static ProbeHost At(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri && address.Scheme is "http" or "https"
            ? new ProbeHost(() => new HttpClient(Plain()) { BaseAddress = address }) { SendsAsWritten = true }
            : throw new ArgumentException("Give an absolute http or https address.", nameof(address));
    }

    /// <summary>A host behind a handler, such as the one that a test server makes.</summary>
    /// <param name="makeHandler">Makes a handler that follows no redirection; called a few times.</param>
    /// <param name="address">The address that requests carry.</param>
    /// <returns>The host.</returns>
    public static ProbeHost Through(Func<HttpMessageHandler> makeHandler, Uri address)
    {
        ArgumentNullException.ThrowIfNull(makeHandler);
        ArgumentNullException.ThrowIfNull(address);
        return new ProbeHost(() => new HttpClient(makeHandler()) { BaseAddress = address });
    }

    /// <summary>A host behind clients, such as those that a web application factory makes.</summary>
    /// <param name="makeClient">Makes a new client with its base address each time; called a few times.</param>
    /// <returns>The host.</returns>
    public static ProbeHost Over(Func<HttpClient> makeClient)
    {
        ArgumentNullException.ThrowIfNull(makeClient);
        return new ProbeHost(makeClient);
    }

    /// <summary>The same host with what an application in this process maps.</summary>
    /// <param name="services">The services of the application, after its start.</param>
    /// <returns>A host with those endpoints.</returns>
    public ProbeHost Mapping(IServiceProvider services) => With(ProbeEndpoint.Of(services));

    /// <summary>The same host with endpoints that are written down.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <returns>A host with those endpoints.</returns>
    public ProbeHost With(IReadOnlyList<ProbeEndpoint> endpoints) => new(_connect) { Endpoints = endpoints, OpenSocketAsync = OpenSocketAsync, SendsAsWritten = SendsAsWritten };

    /// <summary>The same host with WebSockets that are not opened over the network, such as those of a test server.</summary>
    /// <param name="openAsync">Opens a WebSocket with the address and the headers of a request.</param>
    /// <returns>A host with those sockets.</returns>
    public ProbeHost WithSockets(Func<HttpRequestMessage, CancellationToken, Task<WebSocket>> openAsync)
    {
        ArgumentNullException.ThrowIfNull(openAsync);
        return new ProbeHost(_connect) { Endpoints = Endpoints, OpenSocketAsync = openAsync, SendsAsWritten = SendsAsWritten };
    }

    internal HttpClient Connect()
    {
        HttpClient client = _connect();
        return client.BaseAddress is { IsAbsoluteUri: true } ? client
            : throw new ArgumentException("The client has no base address, so the probe does not know the host. Set HttpClient.BaseAddress.");
    }

    private static SocketsHttpHandler Plain() =>
        new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None };

    private static async Task<WebSocket> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            foreach ((string name, IEnumerable<string> values) in request.Headers)
            {
                if (name == SubProtocols)
                {
                    // So that the one that the host chose is taken.
                    values.ToList().ForEach(socket.Options.AddSubProtocol);
                }
                else
                {
                    socket.Options.SetRequestHeader(name, string.Join(',', values));
                }
            }

            socket.Options.Proxy = null;
            Uri address = request.RequestUri!;
            await socket.ConnectAsync(new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws" }.Uri, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
