using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents.OpenAi;

/// <summary>Asks an OpenAI-compatible endpoint, by the way that the run was given. Whatever goes wrong there is an exception, which fails the run.</summary>
public sealed class OpenAiAgentRunner(OpenAiOptions options) : IAgentRunner
{
    private const string Closing = "[DONE]";

    // What others send may have more members than are known here.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async IAsyncEnumerable<AgentEvent> RunAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HttpClient http = request.Endpoint ?? throw new InvalidOperationException("The run has no way to the endpoint.");
        using HttpRequestMessage asked = Ask(request);
        using HttpResponseMessage answer = await http.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await using var stream = new EventBounds(await answer.Content.ReadAsStreamAsync(cancellationToken));
        await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.Data == Closing)
            {
                yield break;
            }

            foreach (AgentEvent said in Read(JsonSerializer.Deserialize<CompletionChunk>(item.Data, Json)))
            {
                yield return said;
            }
        }

        throw new HttpRequestException("The agent's stream ended before its end.");
    }

    // Without a credential: the way puts the tenant's own on, and nobody here ever sees it.
    private HttpRequestMessage Ask(AgentRequest request) => new(HttpMethod.Post, new Uri(options.BaseUrl, "chat/completions"))
    {
        Content = JsonContent.Create(CompletionRequest.Of(request, options.Model), options: Json),
    };

    private static IEnumerable<AgentEvent> Read(CompletionChunk? chunk)
    {
        CompletionDelta? delta = chunk?.Choices is [var first, ..] ? first.Delta : null;
        if (delta?.ReasoningContent is { Length: > 0 } thought)
        {
            yield return AgentEvent.Thinking(thought);
        }

        if (delta?.Content is { Length: > 0 } content)
        {
            yield return AgentEvent.Delta(content);
        }

        if (chunk?.Usage is { } usage)
        {
            yield return AgentEvent.Used(new TokenUsage(usage.PromptTokens, usage.CompletionTokens));
        }
    }
}
