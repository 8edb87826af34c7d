using System.Runtime.CompilerServices;

namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>The built-in agent: says what it was told, word by word. The same question has the same answer.</summary>
/// <remarks>To <c>!exec COMMAND</c> it proposes to execute the command, waits for an approval, and then says what it would have done: it executes nothing.</remarks>
public sealed class EchoAgentRunner : IAgentRunner
{
    private const string Prefix = "!exec ";

    public IAsyncEnumerable<AgentEvent> RunAsync(AgentRequest request, CancellationToken cancellationToken)
    {
        string message = request.Messages[^1].Content;
        return request.Exec is { } exec && message.StartsWith(Prefix, StringComparison.Ordinal)
            ? ProposeAsync(exec, message[Prefix.Length..], cancellationToken)
            : EchoAsync(message, cancellationToken);
    }

    private static async IAsyncEnumerable<AgentEvent> EchoAsync(string message, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string[] words = $"echo: {message}".Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return AgentEvent.Delta(i == 0 ? words[i] : $" {words[i]}");
            await Task.Yield();
        }

        yield return AgentEvent.Used(new TokenUsage(words.Length - 1, words.Length));
    }

    private static async IAsyncEnumerable<AgentEvent> ProposeAsync(IExecTool exec, string command, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await exec.ProposeAsync(command, cancellationToken) is not { } proposal)
        {
            yield return AgentEvent.Delta("That command cannot be proposed.");
            yield break;
        }

        yield return AgentEvent.Proposed(proposal);
        ExecAnswer answer = await exec.WaitAsync(proposal, cancellationToken);
        yield return AgentEvent.Answered(answer);
        yield return AgentEvent.Delta(answer.IsGranted ? $"would have run: {command}" : $"not run: {answer.Status}");
    }
}
