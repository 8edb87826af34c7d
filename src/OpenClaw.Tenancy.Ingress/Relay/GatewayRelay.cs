using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Ingress.Cells;
using OpenClaw.Tenancy.Ingress.Guards;
using OpenClaw.Tenancy.Ingress.SharedGateways;

namespace OpenClaw.Tenancy.Ingress.Relay;

/// <summary>Serves the connections of clients that have connected: each with a connection of its own to the gateway of its tenant. A singleton.</summary>
internal sealed class GatewayRelay(CellRegistry registry, GatewayConnector connector, CellGuards cellGuards, IFrameGuards sharedGuards, TenantWebSockets sockets, LiveOptions live, IngressOptions options, RelayKit kit)
{
    internal async Task ServeAsync(WebSocket socket, LiveConnection connection, ConnectRequest connect, ReadOnlyMemory<byte> connectId, HttpContext context)
    {
        TenantWebSocket client = sockets.Attach(socket, connection);
        await using (client.ConfigureAwait(false))
        {
            // The one record of it is that of the connection's end.
            if (registry.TryEnter(connection.Tenant, isConnection: true, out CellPlace? place) != CellFault.None)
            {
                connection.EndAs(LiveEnding.DependencyUnavailable);
                await DrainAsync(client, context).ConfigureAwait(false);
                return;
            }

            using (place)
            {
                await RelayAsync(client, place!.Cell, connect, connectId, context).ConfigureAwait(false);
            }
        }
    }

    private async Task RelayAsync(TenantWebSocket client, Cell cell, ConnectRequest connect, ReadOnlyMemory<byte> connectId, HttpContext context)
    {
        (GatewayLink? link, CellFault fault) = await connector.ConnectAsync(cell, client.Connection, connect.Caps, context).ConfigureAwait(false);
        if (link is null)
        {
            // Whoever has gone meanwhile says nothing of the cell.
            if (client.Connection.End is null && !context.RequestAborted.IsCancellationRequested)
            {
                registry.Failed(cell, fault);
            }

            client.Connection.EndAs(LiveEnding.DependencyUnavailable);
            await DrainAsync(client, context).ConfigureAwait(false);
            return;
        }

        cell.Succeeded();
        VerifiedTenantClaim claim = client.Connection.Claim;
        IFrameGuard guard = cell.Options.IsShared ? sharedGuards.GuardOf(claim) : cellGuards.GuardOf(claim);
        ForeignAgentIds? foreign = cell.Options.IsShared ? new ForeignAgentIds(claim.ReachedTenant, options.AgentsOf(claim.ReachedTenant)) : null;
        using (guard as IDisposable)
        using (var session = new RelaySession(kit, client, link, guard, foreign, cell, context))
        await using (link.ConfigureAwait(false))
        {
            await session.ServeAsync(connectId, live.MaxMessageBytes).ConfigureAwait(false);
        }
    }

    // A connection that is cut at once may take the close with it.
    private static async Task DrainAsync(TenantWebSocket client, HttpContext context)
    {
        while (await client.ReceiveAsync(context.RequestAborted).ConfigureAwait(false) is not null)
        {
            // It has ended: what comes goes nowhere.
        }
    }
}
