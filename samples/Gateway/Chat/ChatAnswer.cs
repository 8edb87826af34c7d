using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Chat;

public sealed record ChatAnswer(string Id, string SessionId, ChatMessage Message, TokenUsage Usage)
{
    public static ChatAnswer Of(Run run) => new(run.Id, run.SessionId, new ChatMessage(Sessions.Message.Assistant, run.Reply), run.Usage);
}
