namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

internal sealed record CompletionRequest(string Model, IReadOnlyList<CompletionMessage> Messages, bool Stream, StreamOptions StreamOptions)
{
    internal static CompletionRequest Of(AgentRequest request, string model) => new(
        request.Model ?? model, [.. request.Messages.Select(CompletionMessage.Of)], Stream: true, new StreamOptions(IncludeUsage: true));
}
