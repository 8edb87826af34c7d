using System.Text;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Performs one run: asks the agent, and writes down what it says. It earns its permits itself, by the claim of its scope.</summary>
public sealed class RunPerformer(
    TenantContext tenant, PolicyEngine engine, GatewayActions actions, ISessionStore sessions, IRunStore runs, RunExec exec, IAgentRunner agent, TimeProvider time)
{
    private const int MaxSaid = 1024 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>True when the run has succeeded; a run that was not ended here is the caller's to abandon.</summary>
    public async Task<bool> PerformAsync(Run run, string? model, CancellationToken cancellationToken)
    {
        AccessResult perform = await tenant.AuthorizeAsync<RunRow>(actions.PerformRun, run.Id, cancellationToken);
        if (!perform.IsAllowed)
        {
            return false;
        }

        AccessResult chat = await tenant.AuthorizeAsync<SessionRow>(actions.Chat, run.SessionId, cancellationToken);
        if (!chat.IsAllowed
            || await sessions.ReadForChatAsync(chat.Permit, run.SessionId, cancellationToken) is not { } session
            || !await runs.BeginAsync(perform.Permit, run.Id, cancellationToken))
        {
            return false;
        }

        return await AskWatchedAsync(perform.Permit, run, new AgentRequest(session.AgentId, model, session.Messages) { Exec = exec.For(perform.Permit, run, session.AgentId) }, cancellationToken);
    }

    // An agent that says nothing for long is interrupted all the same when the tenant or the claim ends.
    private async Task<bool> AskWatchedAsync(AccessPermit permit, Run run, AgentRequest request, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task watch = WatchAsync(permit, run.Id, ended);
        try
        {
            return await AskAsync(permit, run, request, ended.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await watch;
        }
    }

    private async Task WatchAsync(AccessPermit permit, string id, CancellationTokenSource ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Tick, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!engine.Holds(permit, actions.PerformRun, id, time.GetUtcNow()))
            {
                await ended.CancelAsync();
            }
        }
    }

    private async Task<bool> AskAsync(AccessPermit permit, Run run, AgentRequest request, CancellationToken cancellationToken)
    {
        using var pending = new PendingEvents(happened => runs.AppendAsync(permit, run.Id, happened, cancellationToken), time);
        try
        {
            return await ListenAsync(permit, run, request, pending, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The agent failed; what it said until then stands.
            await runs.AppendAsync(permit, run.Id, await pending.RestAsync(), cancellationToken);
            throw;
        }
    }

    private async Task<bool> ListenAsync(AccessPermit permit, Run run, AgentRequest request, PendingEvents pending, CancellationToken cancellationToken)
    {
        var reply = new StringBuilder();
        int length = 0;
        TokenUsage usage = TokenUsage.None;
        await foreach (AgentEvent said in agent.RunAsync(request, cancellationToken).WithCancellation(cancellationToken))
        {
            if (said.Kind == AgentEventKind.Usage)
            {
                usage = said.Usage;
                continue;
            }

            length += said.Content?.Length ?? 0;
            reply.Append(said.Kind == AgentEventKind.Delta ? said.Content : null);
            if (length > MaxSaid || !await pending.AddAsync(RunEvents.Of(run.Id, said)))
            {
                return false;
            }
        }

        await runs.SucceedAsync(permit, run.Id, await pending.RestAsync(), reply.ToString(), usage, cancellationToken);
        return true;
    }
}
