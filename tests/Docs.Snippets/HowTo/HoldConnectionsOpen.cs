using System.Net.WebSockets;
using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Events;

namespace Docs.Snippets.HowTo;

public static class HoldConnectionsOpen
{
    public static void Add(TenancyBuilder tenancy)
    {
        // <snippet name="live-add-plain">
        tenancy.AddLiveConnections();
        // </snippet>

        // <snippet name="live-families">
        tenancy.AddEvents(o => o.Families = new EventFamiliesBuilder()
            .Add("operator.read", "order.placed", "order.shipped")
            .AddPrefix("operator.admin", "billing.")
            .Build());
        // </snippet>
    }

    public static void Map(WebApplication app)
    {
        // <snippet name="live-socket">
        app.UseWebSockets();
        app.UseTenancy();
        app.MapGet("/live", async (HttpContext context, LiveConnections connections, TenantWebSockets sockets) =>
        {
            LiveOpening opening = connections.Open(context);
            if (!opening.IsOpen)
            {
                await opening.Refusal.WriteAsync(context);
                return;
            }

            using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync();
            await using TenantWebSocket peer = sockets.Attach(socket, opening.Connection);
            while (await peer.ReceiveAsync(context.RequestAborted) is { } message)
            {
                byte[] answer = await peer.Connection.RunAsync((services, token) => AnswerAsync(services, message, token));
                await peer.SendAsync(answer, context.RequestAborted);
            }
        }).RequireTenantScope("operator.read");
        // </snippet>

        // <snippet name="live-stream">
        app.MapGet("/events", () => new TenantEventFeed()).RequireTenantScope("operator.read");
        // </snippet>

        // <snippet name="live-map-hub">
        app.MapHub<Board>("/board").RequireTenantScope("operator.write");
        // </snippet>
    }

    public static void Tell(EventGate gate, TenantContext tenant, string id, string state)
    {
        // <snippet name="live-tell">
        gate.Publish(tenant, "task", JsonSerializer.SerializeToUtf8Bytes(new { id, state }));
        // </snippet>
    }

    private static Task<byte[]> AnswerAsync(IServiceProvider services, ReadOnlyMemory<byte> message, CancellationToken token) => Task.FromResult(message.ToArray());
}
