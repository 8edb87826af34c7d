using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Ingress.Tests.Support;
using OpenClaw.Tenancy.TestKit.Reports;

namespace OpenClaw.Tenancy.Ingress.Tests.Relay;

/// <summary>What a hostile client sends through a socket of its own: one refusal, one record, and nothing reaches a gateway.</summary>
public sealed class HostileClientTests
{
    private const string Health = """{"type":"req","id":"x","method":"health"}""";

    [Fact]
    [Trait(CaseCount.Trait, CaseCount.Cases)]
    public async Task Foreign_and_malformed_names_on_a_shared_gateway_are_one_record_each()
    {
        using var count = new CaseCount("attacks/names", "names of sessions and agents that a tenant does not have, sent to a shared gateway");
        await using ScriptedGateway gateway = await ScriptedGateway.StartAsync();
        await using IngressHost host = await IngressHost.StartSharedAsync(
            gateway, ["acme"], static b => b.Services.Configure<LiveOptions>(static o => (o.MaxMessagesPerSecond, o.MaxTenantMessagesPerSecond) = (100_000, 100_000)));
        using FrameClient acme = await FrameClient.ConnectAsync(host, PlainDoor.Credential("acme", "operator.admin"));
        int records = 0;
        foreach ((string method, string parameters) in BadNames.Sessions.SelectMany(static key => ((string, string)[])[
            ("chat.history", $$"""{"sessionKey":"{{key}}"}"""),
            ("chat.send", $$"""{"sessionKey":"{{key}}","message":"m","idempotencyKey":"i"}"""),
            ("sessions.delete", $$"""{"key":"{{key}}"}""")]).Concat(BadNames.Agents.Select(static agent => ("sessions.list", $$"""{"agentId":"{{agent}}"}"""))))
        {
            JsonElement answer = await acme.CallAsync(method, parameters);
            Assert.Equal("not_found", answer.GetProperty("error").GetProperty("code").GetString());
            Assert.Equal(++records, host.Refusals("acme").Length);
            count.Add();
        }

        Assert.All(host.RefusalsOf("acme"), static r => Assert.Equal("not_found", r.ReasonCode));
        Assert.Empty(gateway.Requests);
        count.Held();
    }

    [Theory]
    [InlineData("/?token=CREDENTIAL", null)]
    [InlineData("/?access_token=CREDENTIAL", null)]
    [InlineData("/", "CREDENTIAL")]
    [InlineData("/", "bearer.CREDENTIAL")]
    public async Task Credential_where_none_belongs_lets_nobody_in(string path, string? protocol)
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        string credential = Uri.EscapeDataString(PlainDoor.Credential("acme"));
        using var socket = new ClientWebSocket();
        if (protocol is not null)
        {
            socket.Options.AddSubProtocol(protocol.Replace("CREDENTIAL", credential.Replace('%', '.'), StringComparison.Ordinal));
        }

        var address = new Uri($"{cells.Host.Address.ToString().Replace("http:", "ws:", StringComparison.Ordinal).TrimEnd('/')}{path.Replace("CREDENTIAL", credential, StringComparison.Ordinal)}");
        try
        {
            await socket.ConnectAsync(address, CancellationToken.None);
            await socket.SendAsync(Encoding.UTF8.GetBytes("""{"type":"req","id":"x","method":"connect","params":{"minProtocol":4,"maxProtocol":4,"client":{"id":"cli","version":"1","platform":"linux","mode":"cli"},"role":"operator"}}"""), WebSocketMessageType.Text, true, CancellationToken.None);
            Assert.Equal(1008, await ClosedAsync(socket));
        }
        catch (WebSocketException)
        {
            // Refused at the door.
        }

        Assert.Empty(cells.A.Upgrades);
        Assert.Single(cells.Host.Ledger.Emitted, static r => r.Outcome == Auditing.AuditOutcome.Denied);
    }

    [Fact]
    public async Task Credentials_of_two_tenants_let_in_neither()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using FrameClient client = await FrameClient.OpenAsync(cells.Host, PlainDoor.Credential("globex"));
        await client.SendAsync(FrameClient.Connect(PlainDoor.Credential("acme")));

        Assert.Equal(1008, (await client.ClosedAsync()).Status);
        Assert.Empty(cells.A.Upgrades);
        Assert.Empty(cells.B.Upgrades);
    }

    // A message that begins before another has ended: of which of the two is the rest?
    [Fact]
    public async Task Interleaved_messages_end_the_connection_and_send_nothing_on()
    {
        await using TwoCells cells = await TwoCells.StartAsync();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(cells.Host.Address.Host, cells.Host.Address.Port);
        NetworkStream stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {cells.Host.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))}\r\n\r\n"));
        await stream.WriteAsync(Frame(FrameClient.Connect(PlainDoor.Credential("acme")), 0x81));
        await IngressHost.UntilAsync(() => cells.A.Connects.Count == 1);

        await stream.WriteAsync(Frame(Health[..20], 0x01));
        await stream.WriteAsync(Frame(Health, 0x81));
        await stream.WriteAsync(Frame(Health[20..], 0x80));

        await EndedAsync(stream);

        Assert.Empty(cells.A.Requests);
        Assert.Empty(cells.B.Upgrades);
        await IngressHost.UntilAsync(() => cells.Host.Refusals("acme").Length != 0);
        Assert.Single(cells.Host.Refusals("acme"));
    }

    // What had been sent before is read until then.
    private static async Task EndedAsync(NetworkStream stream)
    {
        byte[] rest = new byte[4096];
        try
        {
            while (await stream.ReadAsync(rest) > 0)
            {
                // Its hello, and perhaps a close.
            }
        }
        catch (IOException)
        {
            // Cut, which is an end too.
        }
    }

    // A client's frame is masked; by zeros it stays what it is.
    private static byte[] Frame(string text, byte head)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        return [head, (byte)(0x80 | 126), (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload];
    }

    private static async Task<int?> ClosedAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[4096];
        while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            // The challenge.
        }

        return (int?)socket.CloseStatus;
    }
}
