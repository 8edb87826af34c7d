using System.Text.Json;
using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Protocol.Methods;

/// <summary>What was said in a session.</summary>
internal sealed class ChatHistory(GatewayActions actions) : IGatewayMethod
{
    public string Name => "chat.history";

    public async Task<MethodAnswer> InvokeAsync(IServiceProvider services, JsonElement? parameters, CancellationToken cancellationToken)
    {
        Parameters asked = ProtocolJson.Read<Parameters>(parameters);
        AccessResult read = await services.GetRequiredService<TenantContext>().AuthorizeAsync<SessionRow>(actions.ReadSession, asked.SessionKey, cancellationToken);
        if (!read.IsAllowed)
        {
            return MethodAnswer.Refused(Problem.For(read.Decision.Reason));
        }

        return await services.GetRequiredService<ISessionStore>().FindAsync(read.Permit, asked.SessionKey, cancellationToken) is { } session
            ? MethodAnswer.Of(new { sessionKey = session.SessionId, messages = session.Messages })
            : MethodAnswer.Refused(Problem.NotFound);
    }

    private sealed record Parameters(string SessionKey);
}
