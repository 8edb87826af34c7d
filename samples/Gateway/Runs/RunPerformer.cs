using System.Text;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Performs one run: asks the agent, and writes down what it says. It earns its permits itself, by the claim of its scope.</summary>
public sealed class RunPerformer(TenantContext tenant, GatewayActions actions, ISessionStore sessions, IRunStore runs, IAgentRunner agent)
{
    private const int MaxReply = 1024 * 1024;

    /// <summary>True when the run has succeeded; a run that was not ended here is the caller's to abandon.</summary>
    public async Task<bool> PerformAsync(Run run, string? model, CancellationToken cancellationToken)
    {
        AccessResult perform = await tenant.AuthorizeAsync<Run>(actions.PerformRun, run.Id, cancellationToken);
        if (!perform.IsAllowed)
        {
            return false;
        }

        AccessResult chat = await tenant.AuthorizeAsync<Session>(actions.Chat, run.SessionId, cancellationToken);
        if (!chat.IsAllowed
            || await sessions.ReadForChatAsync(chat.Permit, run.SessionId, cancellationToken) is not { } session
            || !await runs.BeginAsync(perform.Permit, run.Id, cancellationToken))
        {
            return false;
        }

        return await AskAsync(perform.Permit, run, new AgentRequest(session.AgentId, model, session.Messages), cancellationToken);
    }

    private async Task<bool> AskAsync(AccessPermit permit, Run run, AgentRequest request, CancellationToken cancellationToken)
    {
        var reply = new StringBuilder();
        TokenUsage usage = TokenUsage.None;
        await foreach (AgentEvent said in agent.RunAsync(request, cancellationToken).WithCancellation(cancellationToken))
        {
            if (said.Kind == AgentEventKind.Usage)
            {
                usage = said.Usage;
                continue;
            }

            reply.Append(said.Kind == AgentEventKind.Delta ? said.Content : null);
            if (reply.Length > MaxReply || !await runs.AppendAsync(permit, run.Id, RunEvents.Of(run.Id, said), cancellationToken))
            {
                return false;
            }
        }

        await runs.SucceedAsync(permit, run.Id, reply.ToString(), usage, cancellationToken);
        return true;
    }
}
