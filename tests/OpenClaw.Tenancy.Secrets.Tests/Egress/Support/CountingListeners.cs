using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress.Support;

/// <summary>Listens on ports of this machine, over IPv4 and IPv6, and counts who comes.</summary>
internal sealed class CountingListeners : IDisposable
{
    private readonly List<TcpListener> _listeners = [];
    private int _accepts;

    /// <summary>Listens on a free port too.</summary>
    public CountingListeners()
    {
        var first = new TcpListener(IPAddress.Loopback, 0);
        Run(first);
        Port = ((IPEndPoint)first.LocalEndpoint).Port;
        Add(IPAddress.IPv6Loopback, Port);
    }

    public int Port { get; }

    public int Accepts => Volatile.Read(ref _accepts);

    public int Count => _listeners.Count;

    /// <summary>Listens on a port as well, where the machine lets it.</summary>
    public void Add(int port)
    {
        Add(IPAddress.Loopback, port);
        Add(IPAddress.IPv6Loopback, port);
    }

    /// <summary>Shows that whoever came would be counted.</summary>
    public async Task ProveAsync()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        for (int i = 0; Accepts == 0 && i < 600; i++)
        {
            await Task.Delay(100);
        }
    }

    public void Dispose() => _listeners.ForEach(static l => l.Dispose());

    private void Add(IPAddress address, int port)
    {
        try
        {
            Run(new TcpListener(address, port));
        }
        catch (SocketException)
        {
            // In use, not ours to take, or no IPv6 here.
        }
    }

    private void Run(TcpListener listener)
    {
        listener.Start();
        _listeners.Add(listener);
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using Socket socket = await listener.AcceptSocketAsync();
                Interlocked.Increment(ref _accepts);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }
}
