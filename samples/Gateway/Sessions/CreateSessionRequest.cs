using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Http;

namespace OpenClaw.Tenancy.Samples.Gateway.Sessions;

public sealed record CreateSessionRequest(string? AgentId = null, string? Title = null)
{
    private const int MaxTitle = 256;

    public SessionDraft ToDraft()
    {
        BadInput.Unless(AgentId is null || ResourceId.IsWellFormed(AgentId));
        BadInput.Unless(Title is null || Texts.IsLine(Title, MaxTitle));
        return SessionDraft.Default with { AgentId = AgentId ?? SessionDraft.Default.AgentId, Title = Title };
    }
}
