using OpenClaw.Tenancy.AspNetCore.Problems;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Samples.Gateway.Http;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;

namespace OpenClaw.Tenancy.Samples.Gateway.Chat;

/// <summary>One message and its answer. A body names a session, so that is asked for here and not at the route.</summary>
public sealed class ChatTurn(TenantContext tenant, GatewayActions actions, ISessionStore sessions, IRunStore runs, RunExecutor executor, RunEventFeed feed)
{
    /// <summary>Starts the run. Everything that can refuse it does so here, before the first byte of an answer.</summary>
    public async Task<ChatStart> StartAsync(ChatRequest request, CancellationToken cancellationToken)
    {
        AccessResult chat = request.SessionId is { } id
            ? await tenant.AuthorizeAsync<SessionRow>(actions.Chat, id, cancellationToken)
            : await CreateSessionAsync(cancellationToken);
        if (!chat.IsAllowed)
        {
            return ChatStart.Refused(Problem.For(chat.Decision.Reason));
        }

        if (await runs.AddAsync(chat.Permit, chat.Permit.ResourceId!, request.Message, cancellationToken) is not { } run)
        {
            return ChatStart.Refused(Problem.NotFound);
        }

        AccessResult read = default;
        try
        {
            read = await tenant.AuthorizeAsync<RunRow>(actions.ReadRun, run.Id, cancellationToken);
        }
        finally
        {
            if (!read.IsAllowed)
            {
                await runs.AbandonAsync(chat.Permit, run.Id, CancellationToken.None);
            }
        }

        if (!read.IsAllowed)
        {
            return ChatStart.Refused(Problem.For(read.Decision.Reason));
        }

        executor.Start(new RunOrder(tenant.Claim, chat.Permit, run, request.Model));
        return ChatStart.Of(run.Id, feed.FollowAsync(read.Permit, run.Id, after: 0, cancellationToken));
    }

    /// <summary>Waits for the end of a run that was started.</summary>
    public async Task<IResult> FinishAsync(ChatStart start, CancellationToken cancellationToken)
    {
        await foreach (RunEvent _ in start.Events.WithCancellation(cancellationToken))
        {
        }

        // Asked anew: what was waited for may have ended because the caller may read it no more.
        AccessResult read = await tenant.AuthorizeAsync<RunRow>(actions.ReadRun, start.RunId, cancellationToken);
        if (!read.IsAllowed)
        {
            return Problem.For(read.Decision.Reason).ToResult();
        }

        return await runs.FindAsync(read.Permit, start.RunId, cancellationToken) switch
        {
            null => Problem.NotFound.ToResult(),
            { Status: RunStatus.Failed } => Problem.DependencyUnavailable.ToResult(),
            { } run => new JsonAnswer(ChatAnswer.Of(run)),
        };
    }

    private async Task<AccessResult> CreateSessionAsync(CancellationToken cancellationToken)
    {
        AccessResult create = await tenant.AuthorizeAsync(actions.CreateSession, cancellationToken);
        if (!create.IsAllowed)
        {
            return create;
        }

        Session session = await sessions.CreateAsync(create.Permit, SessionDraft.Default, cancellationToken);
        return await tenant.AuthorizeAsync<SessionRow>(actions.Chat, session.SessionId, cancellationToken);
    }
}
