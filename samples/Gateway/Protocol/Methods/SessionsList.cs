using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol.Methods;

/// <summary>The caller's tenant's sessions, newest first.</summary>
internal sealed class SessionsList(GatewayActions actions) : IGatewayMethod
{
    public string Name => "sessions.list";

    public async Task<MethodAnswer> InvokeAsync(IServiceProvider services, JsonElement? parameters, CancellationToken cancellationToken)
    {
        Parameters asked = ProtocolJson.Read<Parameters>(parameters);
        long before = 0;
        BadInput.Unless(asked.Limit is >= 1 and <= 200 && (asked.Cursor is null || SessionCursor.TryRead(asked.Cursor, out before)));
        AccessResult list = await services.GetRequiredService<TenantContext>().AuthorizeAsync(actions.ListSessions, cancellationToken);
        if (!list.IsAllowed)
        {
            return MethodAnswer.Refused(Problem.For(list.Decision.Reason));
        }

        ISessionStore sessions = services.GetRequiredService<ISessionStore>();
        SessionPage page = await sessions.ListAsync(list.Permit, asked.Limit, asked.Cursor is null ? null : before, cancellationToken);
        return MethodAnswer.Of(new SessionList(page.Sessions, page.Next is { } next ? SessionCursor.Write(next) : null));
    }

    private sealed record Parameters(int Limit = 50, string? Cursor = null);
}
