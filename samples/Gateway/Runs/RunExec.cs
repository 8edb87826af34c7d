using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Agents;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Lets the agent of a run ask for approvals, under the run's own claim and for nothing but this run.</summary>
public sealed class RunExec(TenantContext tenant, ApprovalDesk desk, IRunStore runs, IOptions<ApprovalOptions> options, TimeProvider time)
{
    /// <summary>What the agent is handed. It holds the run's permits, and hands none of them on.</summary>
    public IExecTool For(AccessPermit perform, Run run, string agentId) =>
        new RunExecTool(tenant, desk, runs, new RunExecTerms(perform, run, agentId, options.Value.DefaultLifetime), time);
}
