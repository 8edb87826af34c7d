using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>Sends a request byte for byte as it is written, which no HTTP client would: a header twice, a path that is none.</summary>
public static class RawRequest
{
    public static async Task<DemoAnswer> GetAsync(Uri address, string path, IReadOnlyList<string> headers, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        await using NetworkStream stream = client.GetStream();
        string head = string.Join("\r\n", [$"GET {path} HTTP/1.1", $"Host: {address.Authority}", "Connection: close", .. headers]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{head}\r\n\r\n"), cancellationToken);
        using var reader = new StreamReader(stream);
        return Read(await reader.ReadToEndAsync(cancellationToken));
    }

    private static DemoAnswer Read(string answer)
    {
        int end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string[] head = answer[..end].Split("\r\n");
        int status = int.Parse(head[0].Split(' ')[1], NumberStyles.None, CultureInfo.InvariantCulture);
        return new DemoAnswer(status, string.Join('\n', head[1..]), answer[(end + 4)..]);
    }
}
