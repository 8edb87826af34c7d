using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

internal sealed record CompletionMessage(string Role, string Content)
{
    internal static CompletionMessage Of(Message message) => new(message.Role, message.Content);
}
