namespace OpenClaw.Tenancy.Samples.Gateway.Agents;

/// <summary>What an agent asks before it executes anything. It learns what was answered, and of whom nothing.</summary>
public interface IExecTool
{
    /// <summary>Proposes to execute a command; null when that cannot even be asked for.</summary>
    Task<ExecProposal?> ProposeAsync(string command, CancellationToken cancellationToken);

    /// <summary>Waits for the answer and, where it is yes, takes the one use of it.</summary>
    Task<ExecAnswer> WaitAsync(ExecProposal proposal, CancellationToken cancellationToken);
}
