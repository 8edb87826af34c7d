using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using OpenClaw.Tenancy.Ingress.Tests.Support;

namespace OpenClaw.Tenancy.Ingress.Tests.Cost;

/// <summary>What the relay costs beside a direct connection to the same gateway. The times are printed; the bytes have a bound.</summary>
[Collection(CostCollection.Name)]
public sealed class RelayCostTests(ITestOutputHelper output)
{
    // The goal is 1 KiB, which a release build keeps; in a debug build each state machine is an object.
    private const int MostBytes = 1536;

    private static readonly int Rounds = Environment.GetEnvironmentVariable("OPENCLAW_TENANCY_LONG") == "1" ? 20_000 : 1_000;

    [Fact]
    public async Task A_frame_costs_little_beside_a_direct_one()
    {
        await using TwoCells cells = await TwoCells.StartAsync(live: static o => (o.MaxMessagesPerSecond, o.MaxTenantMessagesPerSecond) = (int.MaxValue, int.MaxValue));
        cells.A.OnOpen = AnswerAllAsync;
        using ClientWebSocket direct = await OpenAsync(cells.A.Address, cells.A.Token);
        using ClientWebSocket relayed = await OpenAsync(cells.Host.Address.ToString(), PlainDoor.Credential("acme"));
        await RoundAsync(direct, Rounds / 10);
        await RoundAsync(relayed, Rounds / 10);

        (double directTime, double directBytes) = await RoundAsync(direct, Rounds);
        (double relayTime, double relayBytes) = await RoundAsync(relayed, Rounds);
        double perFrame = (relayBytes - directBytes) / 2;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"A request and its answer: {directTime:0} us directly, {relayTime:0} us through the ingress (median); {perFrame:0} bytes allocated for each relayed frame beyond the ends' own."));
        Assert.InRange(perFrame, double.MinValue, MostBytes);
    }

    [Fact]
    public async Task An_http_request_costs_little_beside_a_direct_one()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using var direct = new HttpClient { BaseAddress = new Uri(cells.A.Address) };
        double directTime = await RequestAsync(direct, cells.A.Token, Rounds / 5);
        double relayTime = await RequestAsync(cells.Host.Client, PlainDoor.Credential("acme", "operator.admin"), Rounds / 5);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"An HTTP request: {directTime:0} us directly, {relayTime:0} us through the ingress (median)."));
        Assert.True(relayTime > 0);
    }

    private static async Task<(double Microseconds, double Bytes)> RoundAsync(ClientWebSocket socket, int rounds)
    {
        double[] times = new double[rounds];
        byte[] buffer = new byte[4096];
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < rounds; i++)
        {
            long began = Stopwatch.GetTimestamp();
            int length = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$"""{"type":"req","id":"{{{Guid.NewGuid():N}}}","method":"chat.history","params":{"sessionKey":"agent:main:main","limit":20} }"""), buffer);
            await socket.SendAsync(buffer.AsMemory(0, length), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        Array.Sort(times);
        return (times[rounds / 2], (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)rounds);
    }

    private static async Task<double> RequestAsync(HttpClient client, string credential, int rounds)
    {
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/chat/completions", UriKind.Relative)) { Content = new StringContent("""{"messages":[]}""", Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {credential}");
            long began = Stopwatch.GetTimestamp();
            using HttpResponseMessage response = await client.SendAsync(request);
            await response.Content.ReadAsByteArrayAsync();
            Assert.True(response.IsSuccessStatusCode);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[rounds / 2];
    }

    private static async Task<ClientWebSocket> OpenAsync(string address, string token)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, CancellationToken.None);
        byte[] buffer = new byte[1024 * 1024];
        await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes(FrameClient.Connect(token)), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        while (!(await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).EndOfMessage)
        {
            // The hello.
        }

        return socket;
    }

    // Says hello, and then answers each request under its id, with nothing made anew.
    private static async Task AnswerAllAsync(ScriptedPeer peer)
    {
        await peer.SendAsync(ScriptedGateway.Challenge);
        string connect = (await peer.ReceiveAsync())!;
        await peer.SendAsync($$$"""{"type":"res","id":"{{{IdOf(connect)}}}","ok":true,"payload":{"type":"hello-ok","protocol":4,"server":{"version":"1"},"auth":{"role":"operator","scopes":["operator.read"]},"policy":{"maxPayload":1000,"maxBufferedBytes":1000,"tickIntervalMs":1000} } }""");
        byte[] asked = new byte[4096], answer = new byte[4096];
        while (true)
        {
            ValueWebSocketReceiveResult read = await peer.Socket.ReceiveAsync(asked.AsMemory(), CancellationToken.None);
            if (read.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            int at = asked.AsSpan(0, read.Count).IndexOf("\"id\":\""u8) + 6;
            int length = asked.AsSpan(at).IndexOf((byte)'"');
            int written = 0;
            Write("{\"type\":\"res\",\"id\":\""u8);
            Write(asked.AsSpan(at, length));
            Write("\",\"ok\":true,\"payload\":{\"sessionKey\":\"agent:main:main\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}}"u8);
            await peer.Socket.SendAsync(answer.AsMemory(0, written), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

            void Write(ReadOnlySpan<byte> part)
            {
                part.CopyTo(answer.AsSpan(written));
                written += part.Length;
            }
        }
    }

    private static string IdOf(string frame) => System.Text.Json.JsonDocument.Parse(frame).RootElement.GetProperty("id").GetString()!;
}
