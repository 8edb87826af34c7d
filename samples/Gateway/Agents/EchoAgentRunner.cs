using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>The built-in agent: says what it was told, word by word. The same question has the same answer.</summary>
public sealed class EchoAgentRunner : IAgentRunner
{
    public async IAsyncEnumerable<AgentEvent> RunAsync(AgentRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] words = $"echo: {request.Messages[^1].Content}".Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return AgentEvent.Delta(i == 0 ? words[i] : $" {words[i]}");
            await Task.Yield();
        }

        yield return AgentEvent.Used(new TokenUsage(words.Length - 1, words.Length));
    }
}
