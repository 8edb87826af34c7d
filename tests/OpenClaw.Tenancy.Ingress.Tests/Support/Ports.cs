using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Tenancy.Ingress.Tests.Support;

/// <summary>Ports on loopback for programs that do not choose one themselves.</summary>
public static class Ports
{
    /// <summary>One that was free a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
