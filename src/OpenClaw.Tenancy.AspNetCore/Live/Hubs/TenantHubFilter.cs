using System.Reflection;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.AspNetCore.Endpoints;
using OpenClaw.Tenancy.Contexts;

namespace OpenClaw.Tenancy.AspNetCore.Live.Hubs;

/// <summary>Binds the connections of SignalR hubs to the claims of their handshakes, and gives each call of a hub a <see cref="TenantContext"/>.</summary>
/// <remarks>
/// <c>AddLiveConnections</c> puts it before every hub. The hub's endpoint says <c>RequireTenantScope</c>. Only WebSockets are let in: with the other
/// transports messages come in requests of their own, which may be somebody else's. Safe for use by many threads.
/// </remarks>
public sealed class TenantHubFilter : IHubFilter
{
    private static readonly object Key = new();

    private readonly LiveConnections _connections;
    private readonly FrameSelectors _selectors;
    private readonly TimeProvider _time;

    internal TenantHubFilter(LiveConnections connections, FrameSelectors selectors, TimeProvider time) => (_connections, _selectors, _time) = (connections, selectors, time);

    /// <inheritdoc />
    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        HubCallerContext caller = context.Context;
        if (IsTenantless(caller))
        {
            await next(context).ConfigureAwait(false);
            return;
        }

        LiveConnection connection = Open(caller);
        try
        {
            caller.Items[Key] = connection;
            connection.Ended.UnsafeRegister(static held => ((HubCallerContext)held!).Abort(), caller);
            Bind(context.ServiceProvider, connection);
            await next(context).ConfigureAwait(false);
        }
        catch
        {
            // SECURITY: SignalR tells nobody of the end of a connection whose beginning failed, and its place would never come back.
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        using LiveConnection? connection = Find(context.Context);
        if (connection is not null)
        {
            Bind(context.ServiceProvider, connection);
        }

        await next(context, exception).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        ArgumentNullException.ThrowIfNull(invocationContext);
        ArgumentNullException.ThrowIfNull(next);
        if (!IsTenantless(invocationContext.Context))
        {
            LiveConnection connection = Find(invocationContext.Context) ?? throw Refused(invocationContext.Context);

            // SECURITY: before each call, as before each message.
            DateTimeOffset now = _time.GetUtcNow();
            if (!connection.Check(now) || !connection.Admit(0, now) || !Agrees(connection, invocationContext))
            {
                throw Refused(invocationContext.Context);
            }

            Bind(invocationContext.ServiceProvider, connection);
        }

        return next(invocationContext);
    }

    private LiveConnection Open(HubCallerContext caller)
    {
        HttpContext? http = caller.GetHttpContext();
        bool isSocket = caller.Features.Get<IHttpTransportFeature>()?.TransportType == HttpTransportType.WebSockets;
        if (http is null || !isSocket || !http.RequestServices.GetRequiredService<TenantContext>().IsBound)
        {
            throw Refused(caller);
        }

        LiveOpening opening = _connections.Open(http);
        return opening.IsOpen ? opening.Connection : throw Refused(caller);
    }

    // A hub that says AllowTenantless has no tenant, and its methods get none.
    private static bool IsTenantless(HubCallerContext caller) => caller.GetHttpContext()?.Features.Get<EndpointPlan>() is { IsTenantless: true };

    private static LiveConnection? Find(HubCallerContext caller) => caller.Items.TryGetValue(Key, out object? found) ? found as LiveConnection : null;

    private static void Bind(IServiceProvider services, LiveConnection connection) =>
        services.GetRequiredService<ITenantContextFactory>().Bind(connection.Claim, permit: null, connection.CorrelationId);

    private static HubException Refused(HubCallerContext caller)
    {
        caller.Abort();
        return new HubException("The connection is refused.");
    }

    private bool Agrees(LiveConnection connection, HubInvocationContext invocation)
    {
        ParameterInfo[] parameters = invocation.HubMethod.GetParameters();
        IReadOnlyList<object?> arguments = invocation.HubMethodArguments;
        for (int i = 0; i < parameters.Length && i < arguments.Count; i++)
        {
            if (_selectors.Selects(parameters[i].Name) && !string.Equals(arguments[i] as string, connection.Tenant.ToString()))
            {
                return connection.EndAs(LiveEnding.SelectorMismatch);
            }
        }

        return true;
    }
}
