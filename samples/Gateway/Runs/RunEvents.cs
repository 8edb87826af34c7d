using OpenClaw.Tenancy.Samples.Gateway.Agents;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Makes the events of a run.</summary>
public static class RunEvents
{
    // Why an agent failed may hold what its endpoint sent; those who follow the run learn only that it did.
    private const string Failure = "The run did not succeed.";
    private const string Interruption = "The run was interrupted: whoever performed it is gone.";
    private const string Forbidden = "The agent's endpoint is not one that this tenant may call.";
    private const string CredentialMissing = "This tenant has no key of its own for the agent's endpoint. No other key is ever used.";

    public static RunEvent Of(string runId, AgentEvent said) => said.Kind switch
    {
        AgentEventKind.Delta => new RunEvent(runId, "delta") { Content = said.Content },
        AgentEventKind.Thinking => new RunEvent(runId, "thinking") { Content = said.Content },
        AgentEventKind.ToolUse => new RunEvent(runId, "tool_use") { Name = said.Name, Args = said.Value },
        AgentEventKind.ToolResult => new RunEvent(runId, "tool_result") { Name = said.Name, Result = said.Value, IsError = said.IsError },
        _ => throw new InvalidOperationException($"An agent's {said.Kind} is no event of a run."),
    };

    /// <summary>The last event of a run that has ended.</summary>
    public static RunEvent Last(Run run, RunFailure failure) => run.Status != RunStatus.Failed
        ? new RunEvent(run.Id, RunEvent.Done) { SessionId = run.SessionId, Status = run.Status, Usage = run.Usage }
        : failure switch
        {
            RunFailure.Interrupted => Error(run, Interruption, code: null),
            RunFailure.Forbidden => Error(run, Forbidden, RunEvent.Forbidden),
            RunFailure.CredentialMissing => Error(run, CredentialMissing, RunEvent.CredentialMissing),
            _ => Error(run, Failure, code: null),
        };

    private static RunEvent Error(Run run, string content, string? code) =>
        new(run.Id, RunEvent.Error) { Content = content, Code = code, SessionId = run.SessionId, Status = run.Status };
}
