using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>What a run's proposals have in common.</summary>
/// <param name="Perform">The permit under which the run is performed.</param>
/// <param name="Run">The run.</param>
/// <param name="AgentId">Its agent.</param>
/// <param name="Lifetime">How long a proposal waits at most.</param>
internal sealed record RunExecTerms(AccessPermit Perform, Run Run, string AgentId, TimeSpan Lifetime)
{
    // So long before the run's own end, so that a proposal ends first and the run can say so.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    internal ProposedAction ActionOf(string command) => new(command) { Agent = AgentId, Session = Run.SessionId };

    /// <summary>How long a proposal may wait that is made now; not positive where it is too late for one.</summary>
    internal TimeSpan LifetimeAt(DateTimeOffset now)
    {
        TimeSpan left = Perform.ExpiresAt - now - Margin;
        return left < Lifetime ? left : Lifetime;
    }
}
