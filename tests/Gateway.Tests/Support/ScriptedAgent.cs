using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Samples.Gateway.Agents;

namespace Gateway.Tests.Support;

/// <summary>An agent that says what a test tells it to, when the test says so. For one run.</summary>
public sealed class ScriptedAgent : IAgentRunner
{
    private readonly Channel<AgentEvent> _said = Channel.CreateUnbounded<AgentEvent>();
    private readonly TaskCompletionSource _interrupted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Interrupted => _interrupted.Task.WaitAsync(TimeSpan.FromSeconds(60));

    public AgentRequest? Asked { get; private set; }

    public static Action<IServiceCollection> In(ScriptedAgent agent) => services => services.AddSingleton<IAgentRunner>(agent);

    public void Say(string text) => _said.Writer.TryWrite(AgentEvent.Delta(text));

    public void Finish() => _said.Writer.TryComplete();

    public void Fail(string message) => _said.Writer.TryComplete(new InvalidOperationException(message));

    public async IAsyncEnumerable<AgentEvent> RunAsync(AgentRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked = request;
        try
        {
            await foreach (AgentEvent said in _said.Reader.ReadAllAsync(cancellationToken))
            {
                yield return said;
            }
        }
        finally
        {
            // Asked at the end: a callback could be taken away by the end of the reading before it was called.
            if (cancellationToken.IsCancellationRequested)
            {
                _interrupted.TrySetResult();
            }
        }
    }
}
