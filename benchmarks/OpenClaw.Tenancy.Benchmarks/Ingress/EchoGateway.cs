using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OpenClaw.Tenancy.Benchmarks.Ingress;

/// <summary>A gateway on the loopback that tells an event of the asked session at each request, and then answers it, with nothing made anew.</summary>
internal sealed class EchoGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private EchoGateway(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public static async Task<EchoGateway> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        app.UseWebSockets();
        app.Run(static async context =>
        {
            if (!context.WebSockets.IsWebSocketRequest)
            {
                await context.Response.WriteAsync("""{"object":"list","data":[]}""");
                return;
            }

            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            try
            {
                await TalkAsync(socket);
            }
            catch (WebSocketException)
            {
                // The other end is gone.
            }
        });
        await app.StartAsync();
        return new EchoGateway(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TalkAsync(WebSocket socket)
    {
        byte[] asked = new byte[4096], said = new byte[4096];
        await SendAsync(Encoding.UTF8.GetBytes("""{"type":"event","event":"connect.challenge","payload":{"nonce":"n","ts":1} }"""));
        ValueWebSocketReceiveResult read = await socket.ReceiveAsync(asked.AsMemory(), CancellationToken.None);
        using (var connect = JsonDocument.Parse(asked.AsMemory(0, read.Count)))
        {
            await SendAsync(Encoding.UTF8.GetBytes($$$"""{"type":"res","id":"{{{connect.RootElement.GetProperty("id").GetString()}}}","ok":true,"payload":{"type":"hello-ok","protocol":4,"server":{"version":"1"},"snapshot":{"sessionDefaults":{"mainKey":"main","scope":"per-sender"} },"auth":{"role":"operator","scopes":["operator.read"]},"policy":{"maxPayload":1000,"maxBufferedBytes":1000,"tickIntervalMs":1000} } }"""));
        }

        while ((read = await socket.ReceiveAsync(asked.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            await SendAsync(said.AsMemory(0, Tell(asked.AsSpan(0, read.Count), said)));
            await SendAsync(said.AsMemory(0, Answer(asked.AsSpan(0, read.Count), said)));
        }

        ValueTask SendAsync(ReadOnlyMemory<byte> frame) => socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private static int Tell(ReadOnlySpan<byte> asked, Span<byte> said)
    {
        int length = Put("{\"type\":\"event\",\"event\":\"chat\",\"payload\":{\"sessionKey\":\""u8, said, 0);
        length = Put(After(asked, "\"sessionKey\":\""u8), said, length);
        return Put("\",\"runId\":\"run-1\",\"seq\":7,\"state\":\"delta\",\"deltaText\":\"hello\"},\"seq\":8}"u8, said, length);
    }

    private static int Answer(ReadOnlySpan<byte> asked, Span<byte> said)
    {
        int length = Put("{\"type\":\"res\",\"id\":\""u8, said, 0);
        length = Put(After(asked, "\"id\":\""u8), said, length);
        length = Put("\",\"ok\":true,\"payload\":{\"sessionKey\":\""u8, said, length);
        length = Put(After(asked, "\"sessionKey\":\""u8), said, length);
        return Put("\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}}"u8, said, length);
    }

    private static ReadOnlySpan<byte> After(ReadOnlySpan<byte> asked, ReadOnlySpan<byte> mark)
    {
        ReadOnlySpan<byte> rest = asked[(asked.IndexOf(mark) + mark.Length)..];
        return rest[..rest.IndexOf((byte)'"')];
    }

    private static int Put(ReadOnlySpan<byte> part, Span<byte> said, int at)
    {
        part.CopyTo(said[at..]);
        return at + part.Length;
    }
}
