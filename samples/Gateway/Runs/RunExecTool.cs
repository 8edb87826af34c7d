using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>The proposals of one run.</summary>
internal sealed class RunExecTool(TenantContext tenant, ApprovalDesk desk, IRunStore runs, RunExecTerms terms, TimeProvider time) : IExecTool
{
    private readonly RunId _run = RunId.From(terms.Run.Id);

    public async Task<ExecProposal?> ProposeAsync(string command, CancellationToken cancellationToken)
    {
        TimeSpan lifetime = terms.LifetimeAt(time.GetUtcNow());
        if (string.IsNullOrWhiteSpace(command) || command.Length > ProposedAction.MaxCommand || lifetime <= TimeSpan.Zero)
        {
            return null;
        }

        AccessPermit permit = await EarnAsync(desk.Request, cancellationToken);
        ApprovalResult asked = await desk.RequestAsync(permit, _run, new ApprovalRequest(terms.ActionOf(command)) { Lifetime = lifetime, CorrelationId = tenant.CorrelationId }, cancellationToken);

        if (asked.IsRefused)
        {
            return null;
        }

        // The run waits before anybody is told what for.
        if (!await runs.HoldAsync(terms.Perform, terms.Run.Id, cancellationToken))
        {
            // It has ended, or was deleted with its session: then nothing of what was said in it is kept.
            await desk.EraseRunForHostAsync(new RunRef(tenant.Tenant, _run), CancellationToken.None);
            return null;
        }

        return new ExecProposal(command, asked.Approval.Id.ToString());
    }

    public async Task<ExecAnswer> WaitAsync(ExecProposal proposal, CancellationToken cancellationToken)
    {
        var id = ApprovalId.From(proposal.ApprovalId);
        AccessPermit permit = await EarnAsync(desk.Redeem, cancellationToken);
        Approval? approval = await desk.WaitAsync(permit, _run, id, cancellationToken);
        ProposedAction action = terms.ActionOf(proposal.Command);
        bool granted = approval?.Status == ApprovalStatus.Allowed
            && (await desk.RedeemAsync(permit, _run, id, action, cancellationToken)).Grant?.Covers(tenant.Tenant, _run, action) == true;
        await runs.BeginAsync(terms.Perform, terms.Run.Id, cancellationToken);
        return new ExecAnswer(granted, (approval?.Status ?? ApprovalStatus.Denied).ToText(), approval?.Reason?.ToText());
    }

    private async Task<AccessPermit> EarnAsync(AccessAction action, CancellationToken cancellationToken) =>
        (await tenant.AuthorizeAsync<RunRow>(action, terms.Run.Id, cancellationToken)).Permit
        ?? throw new InvalidOperationException("The run may ask for nothing any more.");
}
