using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

internal sealed record CompletionRequest(string Model, IReadOnlyList<CompletionMessage> Messages, bool Stream, StreamOptions StreamOptions)
{
    internal static CompletionRequest Of(AgentRequest request, string model) => new(
        request.Model ?? model, [.. request.Messages.Select(CompletionMessage.Of)], Stream: true, new StreamOptions(IncludeUsage: true));
}

internal sealed record CompletionMessage(string Role, string Content)
{
    internal static CompletionMessage Of(Message message) => new(message.Role, message.Content);
}

internal sealed record StreamOptions(bool IncludeUsage);
