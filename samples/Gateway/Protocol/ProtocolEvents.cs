using System.Text.Json;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.AspNetCore.Live;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Events;
using OpenClaw.Tenancy.Samples.Gateway.Approvals;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol;

/// <summary>Sends a connection the events that it may receive, until it ends.</summary>
internal sealed class ProtocolEvents(EventGate gate, ApprovalDesk desk, GatewayActions actions, TimeProvider time)
{
    internal static readonly TimeSpan Tick = TimeSpan.FromSeconds(15);

    /// <summary>Begins to receive. Null where the tenant has too many who do, or a grant does not reach its events.</summary>
    internal async Task<EventSubscription?> SubscribeAsync(LiveConnection connection)
    {
        (bool isRefused, EventSubscription? subscription) = await connection.RunAsync(async (services, cancellationToken) =>
        {
            TenantContext tenant = services.GetRequiredService<TenantContext>();

            // What comes by a grant is recorded before it happens: here, that its holder listens.
            if (connection.Claim.Grant is not null && !(await tenant.AuthorizeAsync(actions.ListSessions, cancellationToken)).IsAllowed)
            {
                return (false, null);
            }

            return (!gate.TrySubscribe(tenant, out EventSubscription? one), one);
        });
        if (isRefused)
        {
            // Nobody takes silence for peace.
            connection.EndAs(LiveEnding.RateLimited);
        }

        return subscription;
    }

    internal async Task SendAllAsync(ProtocolSocket socket, EventSubscription subscription)
    {
        Task approvals = Quietly(FollowApprovalsAsync(socket.Connection, subscription));
        Task ticks = Quietly(TickAsync(socket.Connection, subscription));
        await Quietly(PumpAsync(socket, subscription));
        if (subscription.IsTooSlow)
        {
            socket.Connection.EndAs(LiveEnding.TooSlow);
        }

        await approvals;
        await ticks;
    }

    private static async Task PumpAsync(ProtocolSocket socket, EventSubscription subscription)
    {
        await foreach (DeliveredEvent delivered in subscription.ReadAllAsync(socket.Connection.Ended))
        {
            if (!await socket.SendEventAsync(delivered))
            {
                return;
            }
        }
    }

    private async Task FollowApprovalsAsync(LiveConnection connection, EventSubscription subscription)
    {
        try
        {
            await WatchApprovalsAsync(connection, subscription);
        }
        catch (ApprovalStreamLostException)
        {
            // SECURITY: who answers approvals is not left with half of them. He connects anew, and lists what there is.
            connection.EndAs(LiveEnding.TooSlow);
        }
    }

    // The desk tells those who may watch; whoever may not has no approvals' events, and asks for nothing that would be refused.
    private Task<bool> WatchApprovalsAsync(LiveConnection connection, EventSubscription subscription) => connection.RunAsync(async (services, cancellationToken) =>
    {
        TenantContext tenant = services.GetRequiredService<TenantContext>();
        PolicyEngine engine = services.GetRequiredService<PolicyEngine>();
        var request = new AccessRequest(connection.Claim, desk.Watch, Resources.ResourceRef.Collection(connection.Tenant), time.GetUtcNow());
        if (connection.Claim.Grant is null && engine.Decide(in request).Reason is not (DenyReason.None or DenyReason.AsyncRequired))
        {
            return false;
        }

        AccessResult watch = await tenant.AuthorizeAsync(desk.Watch, cancellationToken);
        if (!watch.IsAllowed)
        {
            return false;
        }

        await foreach (ApprovalEvent happened in desk.WatchAsync(watch.Permit, cancellationToken))
        {
            var payload = new { approval = ApprovalView.Of(happened.Approval) };
            gate.Tell(subscription, tenant, happened.Name, JsonSerializer.SerializeToUtf8Bytes(payload, ProtocolJson.Options));
        }

        return true;
    });

    private async Task TickAsync(LiveConnection connection, EventSubscription subscription)
    {
        while (true)
        {
            await Task.Delay(Tick, time, connection.Ended);
            byte[] payload = JsonSerializer.SerializeToUtf8Bytes(new { ts = time.GetUtcNow().ToUnixTimeMilliseconds() }, ProtocolJson.Options);
            await connection.RunAsync((services, _) => Task.FromResult(gate.Tell(subscription, services.GetRequiredService<TenantContext>(), "tick", payload)));
        }
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is OperationCanceledException or TenantScopeRequiredException)
        {
            // The connection has ended, or its claim has: whoever reads the socket says so.
        }
    }
}
