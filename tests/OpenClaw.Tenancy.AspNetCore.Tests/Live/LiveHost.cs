using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Events;

namespace OpenClaw.Tenancy.AspNetCore.Tests.Live;

/// <summary>A host with live connections: <c>/ws</c> takes its credential in a header, <c>/first</c> also in the first frame, <c>/events</c> is an event stream, <c>/hub</c> a hub.</summary>
public sealed class LiveHost : IAsyncDisposable
{
    private LiveHost(TestApp app) => App = app;

    public TestApp App { get; }

    public LiveConnections Connections => App.Services.GetRequiredService<LiveConnections>();

    public EventGate Gate => App.Services.GetRequiredService<EventGate>();

    public static async Task<LiveHost> StartAsync(Action<LiveOptions>? live = null, Action<EventOptions>? events = null, Action<TenancyBuilder>? tenancy = null, Action<TenancyOptions>? options = null, IEnumerable<string>? tenants = null)
    {
        TestApp app = await TestApp.StartAsync(
            static a =>
            {
                a.UseWebSockets();
                a.Map("/ws", ServeAsync).RequireTenantScope("operator.read");
                a.Map("/first", ServeFirstAsync).AllowTenantless("the credential may come in the first frame");
                a.MapGet("/events", static () => new TenantEventFeed()).RequireTenantScope("operator.read");
                a.MapHub<LiveHub>("/hub").RequireTenantScope("operator.read");
            },
            b =>
            {
                string[] more = [.. tenants ?? []];
                b.AddTenants(more).AddLiveConnections(live).AddEvents(events);
                b.AddIssuer<ICredentialVerifier>(
                    LiveVerifier.Issuer, o => o.ForTenants(["acme", "globex", "initech", .. more]).AllowPlatform(), static (_, door) => new LiveVerifier(door));
                tenancy?.Invoke(b);
            },
            options,
            static s => s.AddSignalR());
        return new LiveHost(app);
    }

    public Task<Peer> ConnectAsync(string tenant, string subject = "alice", string scopes = "operator.read", int milliseconds = 60_000, string path = "/ws", string? id = null) =>
        Peer.ConnectAsync(App, path, LiveVerifier.Credential(tenant, subject, scopes, milliseconds, id));

    public void Publish(string tenant, string name, string payload = "{}", string? session = null) => Gate.PublishForHost(TenantId.From(tenant), name, Encoding.UTF8.GetBytes(payload), session);

    /// <summary>The codes of what was refused to a tenant's connections.</summary>
    public string[] Refusals(string tenant) => [.. App.Ledger.Read(tenant == "platform" ? TenantId.Platform : TenantId.From(tenant)).Where(static r => r.Envelope.Outcome == AuditOutcome.Denied).Select(static r => r.Envelope.ReasonCode)];

    public static async Task UntilAsync(Func<bool> holds)
    {
        for (int i = 0; !holds(); i++)
        {
            Assert.True(i < 3_000, "It did not happen.");
            await Task.Delay(20);
        }
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private static async Task ServeAsync(HttpContext context, LiveConnections connections, TenantWebSockets sockets)
    {
        LiveOpening opening = connections.Open(context);
        if (!opening.IsOpen)
        {
            await opening.Refusal.WriteAsync(context);
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        await TalkAsync(sockets.Attach(socket, opening.Connection), context);
    }

    private static async Task ServeFirstAsync(HttpContext context, LiveHandshake handshake, TenantWebSockets sockets)
    {
        LiveOpening opening = default;
        bool fromHeader = LiveHandshake.HasCredential(context);
        if (fromHeader && !(opening = await handshake.OpenAsync(context, token: null, scopes: null, frame: default, context.RequestAborted)).IsOpen)
        {
            await opening.Refusal.WriteAsync(context);
            return;
        }

        if (!fromHeader && !handshake.TryEnter(context))
        {
            await Problems.Problem.RateLimited.WriteAsync(context);
            return;
        }

        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
        LiveEnding? ending = null;
        if (!fromHeader)
        {
            try
            {
                (opening, ending) = await FirstAsync(context, handshake, socket);
            }
            finally
            {
                handshake.Leave();
            }
        }

        if (!opening.IsOpen)
        {
            await sockets.CloseAsync(socket, ending ?? opening.Ending);
            return;
        }

        await TalkAsync(sockets.Attach(socket, opening.Connection), context);
    }

    private static async Task<(LiveOpening Opening, LiveEnding? Ending)> FirstAsync(HttpContext context, LiveHandshake handshake, WebSocket socket)
    {
        (ReadOnlyMemory<byte> frame, LiveEnding? ending) = await handshake.ReceiveFirstAsync(context, socket, context.RequestAborted);
        if (ending is not null)
        {
            return (default, ending);
        }

        try
        {
            First first = JsonSerializer.Deserialize<First>(frame.Span, JsonSerializerOptions.Web)!;
            return (await handshake.OpenAsync(context, first.Token, first.Scopes, frame, context.RequestAborted), null);
        }
        catch (JsonException)
        {
            return (default, handshake.RefuseFirst(context));
        }
    }

    // {"op":"who"} says whose the connection is, {"op":"events"} begins its events; everything else is answered with its op.
    private static async Task TalkAsync(TenantWebSocket peer, HttpContext context)
    {
        await using (peer)
        {
            EventSubscription? subscription = null;
            Task pump = Task.CompletedTask;
            while (await peer.ReceiveAsync(context.RequestAborted) is { } message)
            {
                string op = JsonDocument.Parse(message).RootElement.TryGetProperty("op", out JsonElement asked) ? asked.GetString()! : "none";
                if (op == "events")
                {
                    subscription = await peer.Connection.RunAsync((s, _) => Task.FromResult(
                        s.GetRequiredService<EventGate>().TrySubscribe(s.GetRequiredService<TenantContext>(), out EventSubscription? one) ? one : null));
                    pump = PumpAsync(peer, subscription!);
                }

                string answer = await peer.Connection.RunAsync((s, _) => Task.FromResult(op == "who"
                    ? JsonSerializer.Serialize(new { tenant = s.GetRequiredService<TenantContext>().Tenant.ToString(), scopes = string.Join(' ', s.GetRequiredService<TenantContext>().Claim.Scopes) })
                    : JsonSerializer.Serialize(new { op })));
                await peer.SendAsync(Encoding.UTF8.GetBytes(answer), CancellationToken.None);
            }

            subscription?.Dispose();
            await pump;
        }
    }

    private static async Task PumpAsync(TenantWebSocket peer, EventSubscription subscription)
    {
        await foreach (DeliveredEvent e in subscription.ReadAllAsync(CancellationToken.None))
        {
            await peer.SendAsync(Encoding.UTF8.GetBytes($$"""{"event":"{{e.Event.Name}}","seq":{{e.Sequence}},"payload":{{Encoding.UTF8.GetString(e.Event.Payload.Span)}}}"""), CancellationToken.None);
        }

        if (subscription.IsTooSlow)
        {
            peer.Connection.EndAs(LiveEnding.TooSlow);
        }
    }

    private sealed record First(string? Token, string[]? Scopes);
}
