using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Tenancy.Secrets.Egress;

/// <summary>Makes every connection of every connector: looks the name up once, judges what it found, and connects to exactly that.</summary>
internal sealed class ConnectionGuard(IEgressResolver resolver)
{
    // A name that stands for more is none that a connector was meant for.
    private const int MaxAddresses = 64;

    /// <summary>Connects, or throws what the handle makes of a refusal.</summary>
    internal async ValueTask<NetworkStream> ConnectAsync(TenantConnector connector, string host, int port, CancellationToken cancellationToken)
    {
        EgressRefusalReason reason = connector.Policy.Judge(host, port);
        if (reason != EgressRefusalReason.None)
        {
            throw connector.Refuse(reason, host);
        }

        IPAddress[] addresses = await ResolveAsync(host, cancellationToken).ConfigureAwait(false);

        // SECURITY: one address that is not public spoils the answer. It is not looked up again, so nobody answers otherwise the second time.
        if (addresses.Length > MaxAddresses || !Array.TrueForAll(addresses, connector.Policy.Reaches))
        {
            throw connector.Refuse(EgressRefusalReason.Address, host);
        }

        NetworkStream stream = await ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
        if (connector.IsOpen)
        {
            return stream;
        }

        // SECURITY: the look-up and the other side take as long as they like, and what was to be sent has the credential on it.
        await stream.DisposeAsync().ConfigureAwait(false);
        throw connector.Refuse(EgressRefusalReason.Ended, host);
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        // Of a number there is nothing to look up.
        IReadOnlyList<IPAddress> found = HostGrammar.IsQuad(host)
            ? [IPAddress.Parse(host)] : await resolver.ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        return found.Count != 0 ? [.. found.Select(EgressAddresses.Unmap)] : throw new HttpRequestException(
            HttpRequestError.NameResolutionError, "The name of the host stands for no address.");
    }

    private static async ValueTask<NetworkStream> ConnectAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (int i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i + 1 < addresses.Length)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
