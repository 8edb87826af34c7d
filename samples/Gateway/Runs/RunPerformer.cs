using System.Text;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Agents;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Samples.Gateway.Usage;
using OpenClaw.Tenancy.Secrets.Egress;

namespace OpenClaw.Tenancy.Samples.Gateway.Runs;

/// <summary>Performs one run: asks the agent, and writes down what it says. It earns its permits itself, by the claim of its scope.</summary>
public sealed class RunPerformer(
    TenantContext tenant, PolicyEngine engine, GatewayActions actions, ISessionStore sessions, IRunStore runs, RunExec exec, AgentLine line, IAgentRunner agent, RunUsage usage, TimeProvider time)
{
    private const int MaxSaid = 1024 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>True when the run has succeeded; a run that was not ended here is the caller's to abandon.</summary>
    public async Task<bool> PerformAsync(RunOrder order, CancellationToken cancellationToken)
    {
        Run run = order.Run;
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

        using AgentOpening opening = await line.OpenAsync(cancellationToken);
        return opening.Refusal is null && await AskWatchedAsync(
            perform.Permit,
            order,
            new AgentRequest(session.AgentId, order.Model, session.Messages) { Exec = exec.For(perform.Permit, run, session.AgentId), Endpoint = opening.Endpoint },
            cancellationToken);
    }

    // An agent that says nothing for long is interrupted all the same when the tenant or the claim ends.
    private async Task<bool> AskWatchedAsync(AccessPermit permit, RunOrder order, AgentRequest request, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task watch = WatchAsync(permit, order.Run.Id, ended);
        try
        {
            return await AskAsync(permit, order, request, ended.Token);
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

    private async Task<bool> AskAsync(AccessPermit permit, RunOrder order, AgentRequest request, CancellationToken cancellationToken)
    {
        Run run = order.Run;
        using var pending = new PendingEvents(happened => runs.AppendAsync(permit, run.Id, happened, cancellationToken), time);
        try
        {
            return await ListenAsync(permit, order, request, pending, cancellationToken);
        }
        catch (EgressRefusedException refused) when (!cancellationToken.IsCancellationRequested)
        {
            // Refused and recorded by the connector. Of the reason the tenant learns what it can mend.
            RunFailure failure = await line.ExplainAsync(refused, cancellationToken);
            await runs.FailAsync(permit, run.Id, await pending.RestAsync(), failure, cancellationToken);
            return false;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The agent failed; what it said until then stands.
            await runs.AppendAsync(permit, run.Id, await pending.RestAsync(), cancellationToken);
            throw;
        }
    }

    private async Task<bool> ListenAsync(AccessPermit permit, RunOrder order, AgentRequest request, PendingEvents pending, CancellationToken cancellationToken)
    {
        Run run = order.Run;
        var reply = new StringBuilder();
        int length = 0;
        int toolCalls = 0;
        TokenUsage used = TokenUsage.None;
        bool isOwed = false;
        try
        {
            await foreach (AgentEvent said in agent.RunAsync(request, cancellationToken).WithCancellation(cancellationToken))
            {
                isOwed = true;
                if (said.Kind == AgentEventKind.Usage)
                {
                    used = said.Usage;
                    continue;
                }

                toolCalls += said.Kind == AgentEventKind.ToolUse ? 1 : 0;
                length += said.Content?.Length ?? 0;
                reply.Append(said.Kind == AgentEventKind.Delta ? said.Content : null);
                if (length > MaxSaid || !await pending.AddAsync(RunEvents.Of(run.Id, said)))
                {
                    return false;
                }
            }

            // Before it succeeds: nothing is answered that nobody counted.
            if (!await usage.RecordAsync(order, request.AgentId, used, toolCalls, cancellationToken))
            {
                return false;
            }

            isOwed = false;
        }
        finally
        {
            if (isOwed)
            {
                await usage.KeepAsync(order, request.AgentId, used, toolCalls);
            }
        }

        await runs.SucceedAsync(permit, run.Id, await pending.RestAsync(), reply.ToString(), used, cancellationToken);
        return true;
    }
}
